console.log(JSON.stringify({ a: [1, { b: null }], d: new Date(0), u: undefined }, null, 2));
console.log(JSON.parse('{"x":[1,2,{"y":"\\u00e9"}]}', (k, v) => (typeof v === "number" ? v * 10 : v)));
try {
  JSON.parse("{oops");
} catch (error) {
  console.log(error.name);
}
console.log("2024-02-29".match(/(?<y>\d+)-(?<m>\d+)/).groups.m, "a1b22".replace(/\d+/g, (d) => `<${d}>`), [..."x1y2".matchAll(/[a-z](\d)/g)].map((m) => m[1]));
console.log("abc".padStart(5, "*"), "a,b".split(","), " x ".trim().at(-1), "abcabc".replaceAll("b", "B"), "x".repeat(3));
console.log(2n ** 100n, 7n / 2n, BigInt.asUintN(8, 257n), 0xff, 0b11, 1_000, (255).toString(2), (1234.5678).toFixed(2), parseInt("12px"), Number(""));
console.log(0.1 + 0.2, 5 % -3, 2 ** 31 | 0, -1 >>> 0, Math.max(), Math.hypot(3, 4), Math.trunc(-1.5), Math.clz32(1), (25).toString(36));
console.log([3, 1, 10].sort(), [3, 1, 10].toSorted((a, b) => a - b), [1, [2, [3]]].flat(Infinity), [1, 2, 3].includes(2), [1, 2, 3, 4].findLast((n) => n % 2));
console.log(Object.entries({ a: 1, b: 2 }), Object.fromEntries([["x", 1]]));
const { a, ...rest } = { a: 1, b: 2, c: 3 };
console.log(a, rest, rest?.d?.e, rest.d ?? "default", structuredClone({ deep: [1] }));
console.log(new Date(Date.UTC(2024, 1, 29, 12)).toISOString(), new Date("2024-03-01T00:00:00Z").getTime(), Date.now() > 1.7e12);
class Animal {
  static count = 0;
  #name;
  constructor(name) {
    this.#name = name;
    Animal.count++;
  }
  get name() {
    return this.#name;
  }
  speak() {
    return `${this.name} makes a sound`;
  }
}
class Dog extends Animal {
  speak() {
    return super.speak() + ": woof";
  }
}
console.log(new Dog("Rex").speak(), Animal.count, new Dog("Bo") instanceof Animal);
function* naturals() {
  for (let n = 1; ; n++) yield n;
}
const [one, two, ...none] = [1, 2];
console.log(one, two, none, naturals().next());
const proxy = new Proxy({}, { get: (_, key) => `got ${String(key)}` });
console.log(proxy.anything, Reflect.ownKeys({ x: 1 }), new Constructed());
function Constructed() {
  this.kind = "hoisted";
}
console.log(btoa("hi"), atob("aGk="), Buffer.from("héllo").toString("base64"), Buffer.concat([Buffer.from("a"), Buffer.from("b")]).toString());
const view = new DataView(new ArrayBuffer(8));
view.setFloat64(0, 1);
console.log(view.getUint8(0).toString(16), new Float32Array([1.1])[0], new Uint8ClampedArray([300])[0], Array.from(new Int16Array([1, -1])));
label: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) if (j === 1) continue label; else if (i === 2) break label; else console.log(i, j);
console.log(typeof performance.now(), typeof globalThis, typeof require, typeof module, __filename.endsWith("main.js"));
