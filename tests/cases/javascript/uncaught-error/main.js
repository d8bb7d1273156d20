function pick(apples) {
  if (apples > 2) {
    throw new RangeError("too many apples");
  }
  return apples;
}

console.log(pick(1));
console.log(pick(3));
console.log("never");
