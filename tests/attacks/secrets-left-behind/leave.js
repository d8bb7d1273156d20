// Writes a secret into everything that it can reach, and ends as it is told to. It stands nowhere in here.
const end = process.argv[2] || "normal";
const bytes = [9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109].map((b) => b ^ 90);
// Another one, for runs that are on their way while somebody looks for this one.
if (process.argv.length > 3) bytes[15] ^= 1;
const secret = String.fromCharCode(...bytes);
const keep = [];
for (let n = 0; n < 5000; n++) keep.push(secret + n, { [secret + n]: n }, new Uint8Array(bytes));
const dense = new Uint8Array(4 << 20);
for (let at = 0; at < dense.length; at++) dense[at] = bytes[at & 15];
const sparse = new Uint8Array(6 << 20);
for (let at = 0; at + 16 <= sparse.length; at += 4096) sparse.set(bytes, at);
globalThis.left = secret;
Object.prototype.left = secret;
Array.prototype.left = secret;
String.prototype.left = () => secret;
JSON.stringify = () => secret;
Symbol.for(secret);
try { process.env.LEFT = secret; } catch (error) { }
try {
  const fs = require("fs");
  for (const place of ["left", "/tmp/left", "left.txt"]) fs.writeFileSync(place, secret.repeat(100));
} catch (error) { }
function deep(n, local) { return n ? deep(n - 1, local + n) : local.length; }
deep(200, secret);
if (end === "trap") { const f = () => f() + 1; f(); }
if (end === "loop") for (;;) { }
if (end === "sleep") for (;;) { }
if (end === "memory") for (;;) keep.push(new Uint8Array(1 << 20).fill(bytes[3]), secret.repeat(4096));
if (end === "fail") throw new Error("failed");
