const block = new Uint8Array(1 << 30).fill(1);
console.log(block.length);
