// Looks for a secret among all that is global, and in memory that is given out as empty.
const hidden = [9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109];
const found = [];
const isHere = (text) => typeof text === "string" && [...Array(Math.max(0, text.length - 15)).keys()]
  .some((at) => hidden.every((b, i) => (text.charCodeAt(at + i) ^ 90) === b));
const seen = new Set();
const walk = (thing, path, depth) => {
  if (isHere(thing)) found.push(path);
  if (thing === null || !["object", "function"].includes(typeof thing) || seen.has(thing) || depth > 6) return;
  seen.add(thing);
  for (const name of Reflect.ownKeys(thing)) {
    if (name === "left" || isHere(String(name.description ?? name))) found.push(path + ".left");
    let value;
    try { value = thing[name]; } catch (error) { continue; }
    walk(value, path + "." + String(name), depth + 1);
  }
  walk(Object.getPrototypeOf(thing), path + ".__proto__", depth + 1);
};
walk(globalThis, "globalThis", 0);
if ({}.left !== undefined || [].left !== undefined) found.push("prototype");
if (JSON.stringify([1]) !== "[1]") found.push("JSON");
try {
  const fs = require("fs");
  for (const place of ["left", "/tmp/left", "left.txt"]) if (fs.existsSync(place)) found.push(place);
} catch (error) { }
for (let n = 0; n < 16; n++) if (new Uint8Array(1 << 20).some((byte) => byte !== 0)) found.push("memory");
console.log(found.length ? "found " + found.slice(0, 5) : "nothing");
