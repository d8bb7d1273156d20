function compare() {
  return [2, 1].sort(compare).length;
}

compare();
