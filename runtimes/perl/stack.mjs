// Usage: stack.mjs zeroperl.wasm CHANGED. Lets Perl have its stack back with each `die` that is caught.
//
// Functions that a `longjmp` leaves do not get to set the stack pointer again. `_asyncjmp_setjmp` means to, but keeps what
// the pointer is when it is called the second time, by the `longjmp`. Now it remembers it from the first time, in the last
// word of the buffer for saved frames. Without that each `die` lost some 60 bytes, and the program crashed after 130,000.
import fs from "node:fs";

const [from, to] = process.argv.slice(2);
const bytes = (text) => Buffer.from(text.replaceAll(" ", ""), "hex");
const changes = [
  // env->setjmp_buf.end = env + 32776; it becomes 32772, and there the stack pointer is stored.
  [
    bytes("2000 2000 41888002 6a 3602 04"),
    bytes("2000 2000 41848002 6a 3602 04  2000 2300 3602 848002"),
  ],
  // call $asyncify_start_unwind; i32.const -1; end; local.set $result; global.set $__stack_pointer; local.get $result; end.
  // What was kept is dropped now.
  [
    bytes("10 aa13 417f 0b  2100 2400 2000 0b"),
    bytes("10 aa13 417f 0b  2101 1a 2000 2802 848002 2400 2001 0b"),
  ],
];

const CODE = 10;

const number = (value) => {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
};
const numberAt = (bytes, at) => {
  let value = 0, shift = 0, byte;
  do {
    byte = bytes[at++];
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte > 127);
  return [value >>> 0, at];
};

// How often each text was found. More or less than once, and this is not the module that the changes were written for.
const found = changes.map(() => 0);
const changed = (body) => {
  changes.forEach(([old, text], i) => {
    for (let at = body.indexOf(old); at >= 0; at = body.indexOf(old, at + text.length)) {
      body = Buffer.concat([body.subarray(0, at), text, body.subarray(at + old.length)]);
      found[i]++;
    }
  });
  return body;
};

const module = fs.readFileSync(from);
const parts = [module.subarray(0, 8)];
for (let at = 8, size, end; at < module.length; at = end) {
  const kind = module[at];
  [size, at] = numberAt(module, at + 1);
  end = at + size;
  if (kind !== CODE) {
    parts.push(Buffer.of(kind), number(size), module.subarray(at, end));
    continue;
  }
  let count;
  [count, at] = numberAt(module, at);
  const bodies = [number(count)];
  while (at < end) {
    [size, at] = numberAt(module, at);
    const body = changed(module.subarray(at, at + size));
    bodies.push(number(body.length), body);
    at += size;
  }
  const section = Buffer.concat(bodies);
  parts.push(Buffer.of(kind), number(section.length), section);
}
if (found.some((times) => times !== 1)) throw new Error(`${from}: the texts to change were found ${found} times`);
fs.writeFileSync(to, Buffer.concat(parts));
