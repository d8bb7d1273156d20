// Usage: unpack.mjs ruby+stdlib.wasm unpack.rb FOLDER. Runs that Ruby with that program, and makes files of what it prints.
// The library is inside of the module, so the host needs to have almost nothing; Node's own WASI crashes on this module.
import fs from "node:fs";
import path from "node:path";

const [wasm, script, folder] = process.argv.slice(2);
const BAD_DESCRIPTOR = 8, CHARACTER_DEVICE = 2;

const printed = [];
let memory;
const view = () => new DataView(memory.buffer);
const nothing = (count, size) => {
  view().setUint32(count, 0, true);
  view().setUint32(size, 0, true);
  return 0;
};
const host = {
  args_get: () => 0,
  args_sizes_get: nothing,
  environ_get: () => 0,
  environ_sizes_get: nothing,
  clock_time_get: (id, precision, to) => {
    view().setBigUint64(to, 0n, true);
    return 0;
  },
  random_get: (to, length) => {
    new Uint8Array(memory.buffer, to, length).fill(1);
    return 0;
  },
  fd_fdstat_get: (descriptor, to) => {
    if (descriptor > 2) return BAD_DESCRIPTOR;
    new Uint8Array(memory.buffer, to, 24).fill(0, 0, 8).fill(255, 8);
    view().setUint8(to, CHARACTER_DEVICE);
    return 0;
  },
  fd_write: (descriptor, vectors, count, written) => {
    let total = 0;
    for (let i = 0; i < count; i++) {
      const at = view().getUint32(vectors + 8 * i, true), length = view().getUint32(vectors + 8 * i + 4, true);
      const bytes = new Uint8Array(memory.buffer, at, length).slice();
      if (descriptor === 1) printed.push(bytes);
      else process.stderr.write(bytes);
      total += length;
    }
    view().setUint32(written, total, true);
    return 0;
  },
  proc_exit: (status) => process.exit(status || 1),
};

const module = new WebAssembly.Module(fs.readFileSync(wasm));
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  const wasi = from === "wasi_snapshot_preview1";
  (imports[from] ??= {})[name] = wasi ? host[name] ?? (() => BAD_DESCRIPTOR) : (handle) => handle;
}
const ruby = new WebAssembly.Instance(module, imports).exports;
memory = ruby.memory;

const give = (text) => {
  const bytes = Buffer.from(text), at = ruby.cabi_realloc(0, 0, 1, bytes.length);
  Buffer.from(memory.buffer).set(bytes, at);
  return [at, bytes.length];
};
ruby._initialize();
const texts = ["ruby\0", "--disable-gems\0", "-e_=0\0"].map(give);
const list = ruby.cabi_realloc(0, 0, 4, 8 * texts.length);
new Uint32Array(memory.buffer, list, 2 * texts.length).set(texts.flat());
ruby["ruby-init: func(args: list<string>) -> ()"](list, texts.length);
const evaluate = "rb-eval-string-protect: func(str: string) -> tuple<handle<rb-abi-value>, s32>";
const result = ruby[evaluate](...give(fs.readFileSync(script, "utf8")));
if (view().getInt32(result + 4, true) !== 0) throw new Error("unpack.rb failed");

const all = Buffer.concat(printed);
for (let at = 0; at < all.length; ) {
  const end = all.indexOf("\n", at), line = all.toString("utf8", at, end), space = line.indexOf(" ");
  const file = path.join(folder, line.slice(space + 1));
  at = end + 1 + Number(line.slice(0, space));
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, all.subarray(end + 1, at));
}
