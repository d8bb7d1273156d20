console.log(1, "two", true, null, undefined, 3n, -0, NaN, Symbol("s"));
console.log([1, "two", [3, [4, [5, [6]]]], null, undefined]);
console.log({ a: 1, b: "two", c: { d: { e: { f: 1 } } }, "e-f": [1], g: undefined });
console.log([], {}, [[]], [{}], "", [""]);
console.log(new Map([["a", 1], ["b", { c: 2 }]]), new Set([1, "x"]));
console.log(function named() {}, () => {}, class Thing {}, [function inner() {}]);
class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
console.log(new Point(1, 2), [new Point(3, 4)], Object.create(null));
console.log("%s is %d years and %i, %f, %j %O %%", "Bo", 42, 42.9, 1.5, { a: 1 }, [1], "rest");
console.log([1.5, -2, 0.1 + 0.2, 1e21, 1e-7], [true, false], ["it's", 'say "hi"', "both ' and \""]);
console.log([undefined, , 3], [1, , , 4], new Array(3));
console.log(Array.from({ length: 120 }, (_, i) => i).length, Array.from({ length: 30 }, (_, i) => i * 100));
console.log({ method() {}, get value() { return 1; }, set value(v) {}, get only() { return 1; }, [Symbol("key")]: 1 });
console.log(new Date(0), [new Date(0)], /re/g, [/x/i]);
console.log(Object.assign(() => {}, { a: 1 }), new Uint8Array(3), Buffer.from("hi"));
const loop = { name: "loop" };
loop.self = loop;
console.log(loop);
console.log(["a".repeat(60), "b".repeat(60)]);
console.log({ first: "a".repeat(40), second: "b".repeat(40), third: [1, 2, 3] });
console.log(["apple", "banana", "cherry", "dragonfruit", "elderberry", "fig", "grape", "honeydew"]);
console.log("line\nbreak", ["line\nbreak"], { s: "tab\t" });
console.log([Symbol.iterator], new Number(1), new String("s"));
console.log(Object(1n), [1n], { a: -0 }, [-0]);
console.error("to stderr");
console.info("info", { a: [{ b: { c: {} } }] });
console.log();
console.log(Infinity, [[1, 2], [3, 4]], { a: [{ x: 1 }, { x: 2 }] });
