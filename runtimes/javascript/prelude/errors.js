// Errors as Node shows them: `stack` begins with the message, leaves out the prelude's own lowest frames, and failures of
// the system carry `code`, `errno`, `syscall` and `path`.

const engineStack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
const engineCapture = Error.captureStackTrace;

const internalFrame = / \((?:native|node:[^()]*)\)$/;
const place = /([^\s()]+):(\d+):(\d+)(?=\)?$)/;

// Leads from generated code to its source, when the program was started with source maps.
let locate;

function shownFrame(frame) {
  let shown = frame;
  if (locate !== undefined) {
    shown = shown.replace(place, (whole, file, line, column) => locate(file, Number(line), Number(column))?.join(':') ?? whole);
  }
  return shown.replace(/at <anonymous> \((.+)\)$/, 'at $1').replace(/\(native\)$/, '(<anonymous>)');
}

function header(error) {
  try {
    const name = error.name === undefined ? 'Error' : String(error.name);
    const message = error.message === undefined ? '' : String(error.message);
    const code = error[codeInHeader] ? ` [${error.code}]` : '';
    if (message === '') return name + code;
    return name === '' ? message : `${name}${code}: ${message}`;
  } catch {
    return 'Error';
  }
}

function withHeader(error, trace) {
  if (typeof trace !== 'string') return trace;
  const frames = trace.trimEnd().split('\n');
  while (frames.length > 0 && internalFrame.test(frames.at(-1))) frames.pop();
  let own = 0;
  while (own < frames.length && /\(node:[^()]*\)$/.test(frames[own])) own++;
  return [header(error), ...frames.slice(own).map(shownFrame)].join('\n').trimEnd();
}

Object.defineProperty(Error.prototype, 'stack', {
  configurable: true,
  enumerable: false,
  get() {
    return withHeader(this, engineStack.get.call(this));
  },
  set(value) {
    Object.defineProperty(this, 'stack', { value, writable: true, enumerable: false, configurable: true });
  },
});

function captureStackTrace(target, above) {
  engineCapture(target, above === undefined ? captureStackTrace : above);
  const own = Object.getOwnPropertyDescriptor(target, 'stack');
  if (own !== undefined && typeof own.value === 'string') {
    const value = withHeader(target, own.value);
    Object.defineProperty(target, 'stack', { value, writable: true, enumerable: false, configurable: true });
  }
}

const codeInHeader = Symbol('codeInHeader');

function codedError(Type, code, message) {
  const error = new Type(message);
  Object.defineProperty(error, codeInHeader, { value: true });
  error.code = code;
  return error;
}

// The numbers that Linux gives to errors, for programs that look at them.
const numbers = {
  EPERM: 1, ENOENT: 2, EIO: 5, EBADF: 9, EAGAIN: 11, ENOMEM: 12, EACCES: 13, EBUSY: 16, EEXIST: 17, EXDEV: 18, ENOTDIR: 20,
  EISDIR: 21, EINVAL: 22, EMFILE: 24, EFBIG: 27, ENOSPC: 28, ESPIPE: 29, EROFS: 30, EPIPE: 32, ENAMETOOLONG: 36,
  ENOSYS: 38, ENOTEMPTY: 39, ELOOP: 40, ENOTSUP: 95, EDQUOT: 122,
};

function systemError(errno, syscall, path, destination) {
  const code = host.errnoNames[errno] ?? `E${errno}`;
  const text = { EEXIST: 'file already exists', EISDIR: 'illegal operation on a directory', EBADF: 'bad file descriptor',
    ENOTEMPTY: 'directory not empty' }[code] ?? host.strerror(errno);
  const where = path === undefined ? '' : ` '${path}'`;
  const to = destination === undefined ? '' : ` -> '${destination}'`;
  const error = new Error(`${code}: ${text[0].toLowerCase()}${text.slice(1)}, ${syscall}${where}${to}`);
  error.errno = -(numbers[code] ?? errno);
  error.code = code;
  error.syscall = syscall;
  if (path !== undefined) error.path = path;
  if (destination !== undefined) error.dest = destination;
  return error;
}

// An error that comes to a callback has no stack, as the program's part of it is over.
function withoutStack(error) {
  if (error.syscall !== undefined) error.stack = header(error);
  return error;
}

// Gives the value that a function of the system gave, or throws what went wrong.
function check(value, syscall, path, destination) {
  if (typeof value === 'number' && value < 0) throw systemError(-value, syscall, path, destination);
  return value;
}

// A value in the words of a complaint about it.
function received(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  const { inspect } = require('inspect');
  if (typeof value === 'object') {
    const name = value.constructor?.name;
    return name ? `an instance of ${name}` : inspect(value, { depth: -1 });
  }
  const text = inspect(value);
  return `type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`;
}

function invalidArgument(name, expected, value) {
  const what = name.includes(' ') ? `The ${name}` : `The "${name}" argument`;
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `${what} must be ${expected}. Received ${received(value)}`);
}

function useSourceMaps(find) {
  locate = find;
}

module.exports = {
  captureStackTrace, codedError, codeInHeader, systemError, check, invalidArgument, received, useSourceMaps, withoutStack,
};
