console.log("1 script");
setTimeout(() => console.log("7 timeout 20"), 20);
setTimeout((a, b) => console.log("6 timeout 0", a, b), 0, "x", "y");
const cancelled = setTimeout(() => console.log("never"), 1);
clearTimeout(cancelled);
process.nextTick(() => console.log("3 tick"));
Promise.resolve().then(() => console.log("4 promise"));
queueMicrotask(() => console.log("5 microtask"));
console.log("2 script ends");

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  await sleep(40);
  const settled = await Promise.allSettled([sleep(1), Promise.reject(new Error("no")), 3]);
  console.log("8", settled.map((s) => s.status).join());
  console.log("9", await Promise.race([sleep(50).then(() => "slow"), sleep(1).then(() => "fast")]));
  console.log("10", await Promise.any([Promise.reject(1), sleep(1).then(() => "any")]));
  let ticks = 0;
  await new Promise((resolve) => {
    const interval = setInterval(() => {
      if (++ticks === 3) {
        clearInterval(interval);
        resolve();
      }
    }, 2);
  });
  console.log("11", ticks);
  async function* count() {
    for (let i = 0; i < 3; i++) {
      await sleep(1);
      yield i;
    }
  }
  const seen = [];
  for await (const i of count()) seen.push(i);
  console.log("12", seen.join());
  try {
    await Promise.reject(new TypeError("caught"));
  } catch (error) {
    console.log("13", error.message);
  } finally {
    setImmediate(() => console.log("14 immediate"));
  }
})();
