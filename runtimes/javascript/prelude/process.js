// The object `process`. It is made before the program's arguments and environment are known; `start` brings them.

const { invalidArgument } = require('errors');
const EventEmitter = require('events');
const { Input, Output } = require('stdio');
const { nextTick } = require('tasks');

class Process extends EventEmitter {}

const process = new Process();
let exiting = false;
let exitCode;
let environment = null;
let titled = 'node';

function readEnvironment() {
  if (environment === null) {
    environment = {};
    for (const line of host.environment()) {
      const equals = line.indexOf('=', 1);
      environment[line.slice(0, equals)] = line.slice(equals + 1);
    }
    // Whatever is put in becomes text.
    environment = new Proxy(environment, {
      set: (target, name, value) => Reflect.set(target, name, typeof name === 'symbol' ? value : String(value)),
      defineProperty: (target, name, own) => Reflect.defineProperty(target, name,
        { ...own, value: String(own.value), writable: true, enumerable: true, configurable: true }),
    });
  }
  return environment;
}

function checkedCode(code) {
  if (code === undefined || code === null) return undefined;
  const number = Number(code);
  if (!Number.isInteger(number)) {
    throw invalidArgument('code', 'of type number', code);
  }
  return number;
}

function hrtime(previous) {
  const now = host.clock();
  const [seconds, nanoseconds] = [Number(now / 1000000000n), Number(now % 1000000000n)];
  if (previous === undefined) return [seconds, nanoseconds];
  const borrow = nanoseconds < previous[1] ? 1 : 0;
  return [seconds - previous[0] - borrow, nanoseconds - previous[1] + borrow * 1e9];
}
hrtime.bigint = () => host.clock();

function memoryUsage() {
  const [rss, heapTotal, heapUsed] = host.memory();
  return { rss, heapTotal, heapUsed, external: 0, arrayBuffers: 0 };
}
memoryUsage.rss = () => host.memory()[0];

Object.assign(process, {
  argv: [],
  argv0: 'node',
  execArgv: [],
  execPath: '/usr/bin/node',
  arch: 'wasm32',
  platform: 'linux',
  pid: 1,
  ppid: 0,
  // The version whose behavior the prelude follows.
  version: 'v20.0.0',
  versions: { node: '20.0.0', quickjs: '0.18.0' },
  release: { name: 'node' },
  config: {},
  features: {},
  stdin: new Input(0),
  stdout: new Output(1),
  stderr: new Output(2),
  nextTick,
  hrtime,
  memoryUsage,
  cwd: () => host.cwd(),
  chdir(path) { require('errors').check(host.chdir(path), 'chdir', path); },
  uptime: () => host.now() / 1000,
  cpuUsage(previous) {
    const user = Math.round(host.now() * 1000);
    return { user: user - (previous?.user ?? 0), system: 0 };
  },
  resourceUsage: () => ({ userCPUTime: Math.round(host.now() * 1000), systemCPUTime: 0, maxRSS: Math.round(host.memory()[0] / 1024) }),
  umask: () => 0o22,
  getuid: () => 0,
  geteuid: () => 0,
  getgid: () => 0,
  getegid: () => 0,
  abort() { host.exit(134); },
  kill(pid, signal = 'SIGTERM') {
    if (signal === 0) return true;
    const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
    return host.exit(128 + (numbers[signal] ?? (Number(signal) || 15)));
  },
  emitWarning(warning) {
    const text = warning instanceof Error ? `${warning.name}: ${warning.message}` : `Warning: ${warning}`;
    host.write(2, `(node:1) ${text}`, true);
    const shown = warning instanceof Error ? warning : Object.assign(new Error(String(warning)), { name: 'Warning' });
    nextTick(() => process.emit('warning', shown));
  },
  hasUncaughtExceptionCaptureCallback: () => false,
  allowedNodeEnvironmentFlags: new Set(['--enable-source-maps']),
  binding() { throw new Error('No such binding'); },
  exit(code) {
    const wanted = checkedCode(code);
    if (wanted !== undefined) exitCode = wanted;
    process.reallyExit(process.emitExit(exitCode ?? 0));
  },
});

// Tells those who wait for the end, once. They may change the status.
function emitExit(code) {
  if (exiting) return exitCode ?? code;
  exiting = true;
  process._exiting = true;
  if (exitCode === undefined) exitCode = code;
  process.emit('exit', exitCode);
  return exitCode;
}

function reallyExit(code) {
  host.exit(code & 0xff);
}

// A program begins: what it was started with can be read from now on.
function start() {
  const [, ...given] = host.arguments();
  const options = given.findIndex((each) => each === '-' || !each.startsWith('-'));
  const [script, ...rest] = options < 0 ? [] : given.slice(options);
  process.execArgv.push(...given.slice(0, Math.max(0, options)));
  process.argv.push(process.execPath, script === undefined || script === '-' ? '-' : require('path').resolve(script), ...rest);
  // QuickJS's own way to tell the arguments.
  globalThis.scriptArgs = [script ?? '-', ...rest];
}

for (const [name, value] of Object.entries({ emitExit, reallyExit, start })) {
  Object.defineProperty(process, name, { value, writable: true, configurable: true });
}
Object.defineProperty(process, 'env', {
  enumerable: true, configurable: true, get: readEnvironment, set(value) { environment = value; },
});
Object.defineProperty(process, 'exitCode', {
  enumerable: true, configurable: true, get: () => exitCode, set(code) { exitCode = checkedCode(code); },
});
Object.defineProperty(process, 'title', {
  enumerable: true, configurable: true, get: () => titled, set(value) { titled = String(value); },
});
Object.defineProperty(process, Symbol.toStringTag, { value: 'process' });
Object.defineProperty(Process, 'name', { value: 'process' });

module.exports = process;
