// Puts the parts of the prelude together and fills the global object. Gives the function that runs the program; `main` in
// C calls it, in a snapshot long after this file has run.

const parts = new Map();
const names = [
  'assert', 'assert/strict', 'buffer', 'child_process', 'console', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path',
  'path/posix', 'perf_hooks', 'process', 'querystring', 'readline', 'readline/promises', 'stream', 'stream/consumers',
  'stream/promises', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tty', 'url', 'util', 'util/types', 'vm', 'worker_threads',
];

function part(name) {
  let module = parts.get(name);
  if (module === undefined) {
    module = { exports: {} };
    parts.set(name, module);
    const make = host.builtin(name);
    if (make === null) throw new Error(`No such builtin module: ${name}`);
    make(host, part, module, module.exports);
  }
  return module.exports;
}

const { captureStackTrace } = part('errors');
const { promises: fsPromises } = part('fs');
const small = part('small');
const addresses = part('address');
for (const [name, value] of Object.entries({
  'assert/strict': part('assert').strict,
  'fs/promises': fsPromises,
  'readline/promises': part('readline').promises,
  'timers/promises': part('timers').promises,
  'path/posix': part('path'),
  'stream/consumers': small.consumers,
  'stream/promises': part('stream').promises,
  'util/types': part('util').types,
  sys: part('util'),
  url: addresses.url,
  querystring: addresses.querystring,
  ...small.modules,
})) parts.set(name, { exports: value });
for (const name of names) part(name);

const { qjs } = globalThis;
delete globalThis.qjs;
const modules = part('modules');
modules.start({
  ...small.absent,
  ...Object.fromEntries(names.map((name) => [name, part(name)])),
  process: part('process'),
  console: part('console').console,
  os: { ...qjs.os, ...part('os') },
  std: qjs.std,
  bjson: qjs.bjson,
});

const { Buffer } = part('buffer');
const timers = part('timers');
const globals = {
  global: globalThis,
  process: part('process'),
  console: part('console').console,
  Buffer,
  TextEncoder: part('encoding').TextEncoder,
  TextDecoder: part('encoding').TextDecoder,
  setTimeout: timers.setTimeout,
  setInterval: timers.setInterval,
  setImmediate: timers.setImmediate,
  clearTimeout: timers.clearTimeout,
  clearInterval: timers.clearInterval,
  clearImmediate: timers.clearImmediate,
  structuredClone: part('clone').structuredClone,
  performance: part('perf_hooks').performance,
  URL: addresses.url.URL,
  URLSearchParams: addresses.url.URLSearchParams,
  ...part('web'),
  Intl: part('intl').Intl,
  crypto: part('crypto').webcrypto,
  print: part('console').print,
  gc: host.collect,
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}
Error.captureStackTrace = captureStackTrace;
Math.random = host.random;
part('locale').install();

return part('loop').run;
