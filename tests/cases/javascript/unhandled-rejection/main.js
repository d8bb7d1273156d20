async function work() {
  await null;
  throw new Error("nobody listens");
}

work();
console.log("started");
