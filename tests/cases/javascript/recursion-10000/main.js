function depth(n) {
  return n === 0 ? 0 : 1 + depth(n - 1);
}

console.log(depth(10000));
try {
  (function forever() {
    forever();
    return 1;
  })();
} catch (error) {
  console.log(error instanceof RangeError || error.name, /stack/.test(error.message));
}
