let a = ["x".repeat(1000)];
for (let i = 0; i < 40; i++) a = [a.join() + a.join()];
console.log(a[0].length);
