let target = {};
for (let i = 0; i < 1_000_000; i++) target = new Proxy(target, {});
target.x;
