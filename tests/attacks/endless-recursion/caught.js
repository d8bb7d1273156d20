function down() {
  try {
    return down() + 1;
  } catch {
    return down();
  }
}

down();
