// Errors as Node shows them: `stack` begins with the message, leaves out the prelude's own lowest frames, and failures of
// the system carry `code`, `errno`, `syscall` and `path`.

const engineStack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
const engineCapture = Error.captureStackTrace;

const internalFrame = / \((?:native|node:[^()]*)\)$/;

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
  return [header(error), ...frames].join('\n').trimEnd();
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
  const text = host.strerror(errno);
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

// Gives the value that a function of the system gave, or throws what went wrong.
function check(value, syscall, path, destination) {
  if (typeof value === 'number' && value < 0) throw systemError(-value, syscall, path, destination);
  return value;
}

function invalidArgument(name, expected, value) {
  const received = value === null || value === undefined ? String(value) : `type ${typeof value}`;
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be ${expected}. Received ${received}`);
}

module.exports = { captureStackTrace, codedError, systemError, check, invalidArgument };
