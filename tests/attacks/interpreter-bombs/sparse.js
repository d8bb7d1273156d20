console.log([].concat(Array(2 ** 31)).map((x) => x).join().length, Array(2 ** 32 - 1).fill(0).length);
