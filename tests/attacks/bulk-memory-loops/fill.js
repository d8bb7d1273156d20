const block = new Uint8Array(20_000_000);
for (let i = 0; ; i++) block.fill(i);
