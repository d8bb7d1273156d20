const assert = require("node:assert");
const EventEmitter = require("events");
const path = require("path");
const util = require("util");
const os = require("os");

const emitter = new EventEmitter();
emitter.once("greet", (name) => console.log("once", name));
emitter.on("greet", (name) => console.log("on", name));
console.log(emitter.emit("greet", "a"), emitter.emit("greet", "b"), emitter.emit("none"));

console.log(path.join("a", "..", "b", "c.txt"), path.basename("/x/y.js", ".js"), path.dirname("/x/y"), path.resolve("/a", "../b"));
console.log(util.format("%s=%d", "x", 1), util.inspect({ a: { b: { c: {} } } }, { depth: 0 }), util.isDeepStrictEqual([1], [1]));
assert.strictEqual(1 + 1, 2);
assert.deepStrictEqual({ a: [1] }, { a: [1] });
assert.throws(() => {
  throw new Error("expected");
}, /expected/);
try {
  assert.equal(1, 2);
} catch (error) {
  console.log(error.name, error.code);
}
console.log(os.EOL === "\n");
try {
  require("no-such-module");
} catch (error) {
  console.log(error.code, error.message.includes("no-such-module"));
}
