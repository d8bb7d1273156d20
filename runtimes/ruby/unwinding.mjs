// Usage: unwinding.mjs ruby.wasm CHANGED. Mends what Ruby loses with each exception, `throw` or `break` that it catches.
//
// The stack: functions that an exception leaves do not get to set the stack pointer again, so who catches it has to. Where
// Ruby's interpreter loop does, in `rb_wasm_try_catch_loop_run`, 3.4 does not: some 200 bytes were lost each time, and the
// program crashed after less than 100,000. The function's first argument is 12 bytes above the frame of its only caller.
//
// The heap: an interpreter loop that is left has a buffer of 24 kB for `longjmp`, which is freed where it ends, but not in
// `vm_exec_handle_exception`, where it passes on an exception. After 20,000 of these memory was exhausted.
import fs from "node:fs";

const [from, to] = process.argv.slice(2);
const bytes = (text) => Buffer.from(text.replaceAll(" ", ""), "hex");
const after = (text, more) => [bytes(text), bytes(text + more)];
const changes = [
  after(
    // call $asyncify_stop_rewind; target->state = JMP_BUF_STATE_CAPTURED; try_catch->state = TRY_CATCH_PHASE_RESCUE.
    "10 da8b01  2001 4102 3602 94c001  2000 4101 3602 0c",
    // global.set $__stack_pointer (i32.sub (local.get $try_catch) (i32.const 12)).
    "2000 410c 6b 2400",
  ),
  after(
    // ec->tag = ec->tag->prev.
    "2000 2000 2802 0c 2202 2802 0c 2205 3602 0c",
    // ruby_xfree(tag->buf), with the tag that it was.
    "2002 2802 08 10 b01f",
  ),
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
