// Builtin modules of which programs need little.

const { Buffer } = require('buffer');
const { codedError } = require('errors');
const { StringDecoder } = require('encoding');

const unavailable = (name) => () => {
  throw codedError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${name} is not available here`);
};

const os = {
  EOL: '\n',
  arch: () => 'wasm32',
  platform: () => 'linux',
  type: () => 'Linux',
  release: () => '0',
  version: () => '0',
  machine: () => 'wasm32',
  hostname: () => 'localhost',
  homedir: () => '/',
  tmpdir: () => '/tmp',
  endianness: () => 'LE',
  uptime: () => Math.floor(host.now() / 1000),
  loadavg: () => [0, 0, 0],
  cpus: () => [{ model: 'WebAssembly', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } }],
  availableParallelism: () => 1,
  totalmem: () => 2 ** 32,
  freemem: () => 2 ** 32 - host.memory()[0],
  networkInterfaces: () => ({}),
  userInfo: () => ({ uid: 0, gid: 0, username: 'root', homedir: '/', shell: null }),
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }, errno: {} },
  devNull: '/dev/null',
};

const performance = {
  now: host.now,
  get timeOrigin() { return Date.now() - host.now(); },
  mark: (name) => ({ name, entryType: 'mark', startTime: host.now(), duration: 0 }),
  measure: (name) => ({ name, entryType: 'measure', startTime: 0, duration: host.now() }),
  getEntries: () => [],
  getEntriesByName: () => [],
  clearMarks() {},
  clearMeasures() {},
  toJSON() { return { timeOrigin: this.timeOrigin }; },
};
Object.defineProperty(performance, Symbol.toStringTag, { value: 'Performance' });

const read = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
};
const consumers = {
  buffer: read,
  text: async (stream) => (await read(stream)).toString(),
  json: async (stream) => JSON.parse((await read(stream)).toString()),
  arrayBuffer: async (stream) => new Uint8Array(await read(stream)).buffer,
};

// Scripts share the one global object; what a context adds is in sight while they run.
const evaluate = (0, eval);
class Script {
  constructor(code) { this.code = String(code); }
  runInThisContext() { return evaluate(this.code); }
  runInContext(context) { return new Function('$context', `with ($context) return eval(${JSON.stringify(this.code)})`)(context); }
  runInNewContext(context = {}) { return this.runInContext(context); }
}
const vm = {
  Script,
  createContext: (context = {}) => context,
  isContext: () => true,
  runInThisContext: (code) => new Script(code).runInThisContext(),
  runInContext: (code, context) => new Script(code).runInContext(context),
  runInNewContext: (code, context = {}) => new Script(code).runInContext(context),
};

// What needs a network or another process can be required, and says so when it is used.
const absent = Object.fromEntries(['http', 'https', 'http2', 'net', 'tls', 'dns', 'dgram', 'zlib', 'cluster'].map((name) => [name,
  new Proxy({}, { get: (target, key) => (typeof key === 'symbol' || key === 'then' ? undefined : unavailable(`${name}.${key}`)) })]));

module.exports = {
  absent,
  consumers,
  modules: {
    os,
    perf_hooks: { performance, PerformanceObserver: class PerformanceObserver { observe() {} disconnect() {} } },
    string_decoder: { StringDecoder },
    vm,
    tty: { isatty: () => false },
    child_process: { spawn: unavailable('spawn'), spawnSync: unavailable('spawnSync'), exec: unavailable('exec'),
      execSync: unavailable('execSync'), execFile: unavailable('execFile'), execFileSync: unavailable('execFileSync'),
      fork: unavailable('fork') },
    worker_threads: { isMainThread: true, parentPort: null, workerData: null, threadId: 0, Worker: class Worker {
      constructor() { unavailable('Worker')(); }
    } },
  },
};
