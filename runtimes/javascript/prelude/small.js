// Builtin modules of which programs need little.

const { Buffer } = require('buffer');
const { codedError } = require('errors');
const EventEmitter = require('events');
const { StringDecoder } = require('encoding');
const streams = require('stdio');

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

const randomBytes = (size) => Buffer.from(host.entropy(new Uint8Array(size)).buffer);

function randomInt(low, high) {
  const [from, to] = high === undefined || typeof high === 'function' ? [0, low] : [low, high];
  const value = from + Math.floor((randomBytes(6).readUIntBE(0, 6) / 2 ** 48) * (to - from));
  if (typeof high === 'function') setImmediate(() => high(null, value));
  return value;
}

function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const webcrypto = {
  getRandomValues(array) {
    host.entropy(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  },
  randomUUID,
};

const crypto = { randomBytes, randomInt, randomUUID, webcrypto, getRandomValues: webcrypto.getRandomValues,
  randomFillSync: webcrypto.getRandomValues, createHash: unavailable('createHash'), createHmac: unavailable('createHmac'),
  timingSafeEqual: (a, b) => Buffer.compare(a, b) === 0 };

function finished(stream, callback) {
  stream.once('end', () => callback());
  stream.once('finish', () => callback());
  stream.once('error', callback);
}

function pipeline(...parts) {
  const callback = typeof parts.at(-1) === 'function' ? parts.pop() : () => {};
  for (let i = 0; i + 1 < parts.length; i++) parts[i].pipe(parts[i + 1]);
  const last = parts.at(-1);
  last.once('finish', () => callback());
  if (last.fd === 1 || last.fd === 2) parts[0].once('end', () => callback());
  return last;
}

const Stream = Object.assign(function Stream() { EventEmitter.call(this); }, {
  Readable: streams.Readable,
  Writable: streams.Writable,
  Transform: streams.Transform,
  Duplex: streams.Transform,
  PassThrough: streams.PassThrough,
  finished,
  pipeline,
  promises: { pipeline: (...parts) => new Promise((resolve, reject) => {
    pipeline(...parts, (error) => (error ? reject(error) : resolve()));
  }) },
});
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Stream.Stream = Stream;

const url = {
  fileURLToPath: (address) => decodeURIComponent(String(address?.href ?? address).replace(/^file:\/\/(?:localhost)?/, '')),
  pathToFileURL: (path) => ({ href: `file://${encodeURI(require('path').resolve(path))}`, toString() { return this.href; } }),
};

const querystring = {
  parse: (text) => Object.fromEntries(String(text).split('&').filter(Boolean)
    .map((pair) => pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' '))))),
  stringify: (object) => Object.entries(object).map((pair) => pair.map(encodeURIComponent).join('=')).join('&'),
};

module.exports = {
  modules: {
    os,
    perf_hooks: { performance, PerformanceObserver: class PerformanceObserver { observe() {} disconnect() {} } },
    crypto,
    stream: Stream,
    'stream/promises': Stream.promises,
    string_decoder: { StringDecoder },
    tty: { isatty: () => false },
    url,
    querystring,
    child_process: { spawn: unavailable('spawn'), spawnSync: unavailable('spawnSync'), exec: unavailable('exec'),
      execSync: unavailable('execSync'), execFile: unavailable('execFile'), execFileSync: unavailable('execFileSync'),
      fork: unavailable('fork') },
    worker_threads: { isMainThread: true, parentPort: null, workerData: null, threadId: 0, Worker: class Worker {
      constructor() { unavailable('Worker')(); }
    } },
  },
};
