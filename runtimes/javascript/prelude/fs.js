// The parts of `fs` that programs with one standard input and a few files need: everything synchronous, and thin
// asynchronous forms of it.

const { Buffer } = require('buffer');
const { check, codedError, invalidArgument, systemError, withoutStack } = require('errors');
const path = require('path');
const { nextTick } = require('tasks');

const constants = {
  F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, COPYFILE_EXCL: 1,
  ...Object.fromEntries(Object.entries(host).filter(([name]) => /^[OS]_I?[A-Z]+$/.test(name))),
};

const flagsByName = {
  r: host.O_RDONLY,
  rs: host.O_RDONLY,
  'r+': host.O_RDWR,
  w: host.O_WRONLY | host.O_CREAT | host.O_TRUNC,
  wx: host.O_WRONLY | host.O_CREAT | host.O_TRUNC | host.O_EXCL,
  'w+': host.O_RDWR | host.O_CREAT | host.O_TRUNC,
  'wx+': host.O_RDWR | host.O_CREAT | host.O_TRUNC | host.O_EXCL,
  a: host.O_WRONLY | host.O_CREAT | host.O_APPEND,
  ax: host.O_WRONLY | host.O_CREAT | host.O_APPEND | host.O_EXCL,
  'a+': host.O_RDWR | host.O_CREAT | host.O_APPEND,
};

// The streams by their names, so that they share the buffers that `console` writes to.
const streams = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2, '/dev/fd/0': 0, '/dev/fd/1': 1, '/dev/fd/2': 2,
  '/proc/self/fd/0': 0 };

function nameOf(file) {
  if (typeof file === 'string') return file;
  if (file instanceof Uint8Array) return Buffer.from(file).toString();
  if (file?.href !== undefined) return require('url').fileURLToPath(file.href);
  throw invalidArgument('path', 'of type string or an instance of Buffer or URL', file);
}

function encodingIn(options) {
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding === 'buffer' ? null : encoding;
}

function bytesOf(data, encoding) {
  if (typeof data === 'string') return encoding === undefined || encoding === 'utf8' ? data : Buffer.from(data, encoding);
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidArgument('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

function openSync(file, flags = 'r') {
  const name = nameOf(file);
  if (Object.hasOwn(streams, name)) return streams[name];
  const bits = typeof flags === 'number' ? flags : flagsByName[flags];
  if (bits === undefined) throw codedError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'flags' is invalid. Received '${flags}'`);
  return check(host.open(name, bits), 'open', name);
}

function closeSync(fd) {
  if (fd > 2) check(host.close(fd), 'close');
}

function withFile(file, flags, action) {
  if (typeof file === 'number') return action(file);
  const fd = openSync(file, flags);
  try {
    return action(fd);
  } finally {
    closeSync(fd);
  }
}

function readFileSync(file, options) {
  const bytes = withFile(file, options?.flag ?? 'r', (fd) => check(host.readAll(fd), 'read'));
  const encoding = encodingIn(options);
  if (encoding === undefined || encoding === null) return Buffer.from(bytes.buffer, 0, bytes.length);
  return encoding === 'utf8' || encoding === 'utf-8' ? host.decode(bytes) : Buffer.from(bytes.buffer).toString(encoding);
}

function writeFileSync(file, data, options) {
  const bytes = bytesOf(typeof data === 'number' ? String(data) : data, encodingIn(options) ?? undefined);
  withFile(file, options?.flag ?? 'w', (fd) => check(host.write(fd, bytes), 'write'));
}

function appendFileSync(file, data, options) {
  writeFileSync(file, data, { ...(typeof options === 'string' ? { encoding: options } : options), flag: options?.flag ?? 'a' });
}

function readSync(fd, buffer, offset, length, position) {
  let [at, count, place] = [offset, length, position];
  if (offset !== null && typeof offset === 'object') ({ offset: at, length: count, position: place } = offset);
  at ??= 0;
  const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return check(host.read(fd, bytes, at, count ?? bytes.length - at, place ?? -1), 'read');
}

function writeSync(fd, data, offset, length) {
  if (typeof data === 'string') {
    const encoding = typeof length === 'string' ? length : undefined;
    return check(host.write(fd, bytesOf(data, encoding)), 'write') && Buffer.byteLength(data, encoding);
  }
  const bytes = bytesOf(data);
  const start = offset ?? 0;
  return check(host.write(fd, bytes.subarray(start, length === undefined || length === null ? undefined : start + length)), 'write');
}

class Stats {
  constructor([mode, size, atimeMs, mtimeMs, ctimeMs, ino, nlink]) {
    Object.assign(this, { dev: 0, mode, nlink, uid: 0, gid: 0, rdev: 0, blksize: 4096, ino, size,
      blocks: Math.ceil(size / 512), atimeMs, mtimeMs, ctimeMs, birthtimeMs: ctimeMs, atime: new Date(atimeMs),
      mtime: new Date(mtimeMs), ctime: new Date(ctimeMs), birthtime: new Date(ctimeMs) });
  }
  #is(kind) { return (this.mode & host.S_IFMT) === kind; }
  isFile() { return this.#is(host.S_IFREG); }
  isDirectory() { return this.#is(host.S_IFDIR); }
  isSymbolicLink() { return this.#is(host.S_IFLNK); }
  isCharacterDevice() { return this.#is(host.S_IFCHR); }
  isBlockDevice() { return false; }
  isFIFO() { return false; }
  isSocket() { return false; }
}

function statWith(syscall, file, follow, options) {
  const name = typeof file === 'number' ? undefined : nameOf(file);
  const fields = host.stat(name ?? file, follow);
  if (typeof fields !== 'number') return new Stats(fields);
  if (options?.throwIfNoEntry === false && host.errnoNames[-fields] === 'ENOENT') return undefined;
  throw systemError(-fields, syscall, name);
}

const statSync = (file, options) => statWith('stat', file, true, options);
const lstatSync = (file, options) => statWith('lstat', file, false, options);
const fstatSync = (fd) => statWith('fstat', fd, true);

function existsSync(file) {
  try {
    return typeof host.stat(nameOf(file), true) !== 'number';
  } catch {
    return false;
  }
}

function accessSync(file) {
  check(host.stat(nameOf(file), true), 'access', nameOf(file));
}

class Dirent {
  constructor(parent, name) {
    this.name = name;
    this.parentPath = this.path = parent;
    Object.defineProperty(this, 'stats', { value: lstatSync(path.join(parent, name)) });
  }
  isFile() { return this.stats.isFile(); }
  isDirectory() { return this.stats.isDirectory(); }
  isSymbolicLink() { return this.stats.isSymbolicLink(); }
}

function readdirSync(file, options) {
  const name = nameOf(file);
  const names = check(host.readdir(name), 'scandir', name).sort();
  const found = [];
  for (const each of names) {
    const entry = options?.withFileTypes || options?.recursive ? new Dirent(name, each) : undefined;
    found.push(options?.withFileTypes ? entry : each);
    if (options?.recursive && entry.isDirectory()) {
      const below = readdirSync(path.join(name, each), options);
      found.push(...(options.withFileTypes ? below : below.map((inner) => path.join(each, inner))));
    }
  }
  return found;
}

function mkdirSync(file, options) {
  const name = nameOf(file);
  if (!options?.recursive) {
    check(host.mkdir(name), 'mkdir', name);
    return undefined;
  }
  let first;
  const parts = path.resolve(name).split('/').slice(1);
  for (let i = 1; i <= parts.length; i++) {
    const each = `/${parts.slice(0, i).join('/')}`;
    if (statSync(each, { throwIfNoEntry: false })?.isDirectory()) continue;
    check(host.mkdir(each), 'mkdir', each);
    first ??= each;
  }
  return first;
}

function rmdirSync(file, options) {
  if (options?.recursive) rmSync(file, options);
  else check(host.rmdir(nameOf(file)), 'rmdir', nameOf(file));
}

function unlinkSync(file) {
  check(host.unlink(nameOf(file)), 'unlink', nameOf(file));
}

function rmSync(file, options) {
  const name = nameOf(file);
  const stats = lstatSync(name, { throwIfNoEntry: !options?.force });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    unlinkSync(name);
    return;
  }
  if (!options?.recursive) throw codedError(Error, 'ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (is a directory) ${name}`);
  for (const each of readdirSync(name)) rmSync(path.join(name, each), options);
  rmdirSync(name);
}

function renameSync(from, to) {
  check(host.rename(nameOf(from), nameOf(to)), 'rename', nameOf(from), nameOf(to));
}

function copyFileSync(from, to) {
  writeFileSync(to, readFileSync(from));
}

function truncateSync(file, length = 0) {
  check(host.truncate(nameOf(file), length), 'truncate', nameOf(file));
}

function mkdtempSync(prefix) {
  for (;;) {
    const name = prefix + Math.random().toString(36).slice(2, 8).padEnd(6, '0');
    if (!existsSync(name)) {
      mkdirSync(name);
      return name;
    }
  }
}

function realpathSync(file) {
  const name = path.resolve(nameOf(file));
  statSync(name);
  return name;
}

const synchronous = {
  readFileSync, writeFileSync, appendFileSync, existsSync, accessSync, openSync, closeSync, readSync, writeSync, statSync,
  lstatSync, fstatSync, readdirSync, mkdirSync, rmdirSync, unlinkSync, rmSync, renameSync, copyFileSync, truncateSync,
  mkdtempSync, realpathSync, fsyncSync() {},
};

const callbacks = {};
const promises = { constants };
for (const [name, action] of Object.entries(synchronous)) {
  const plain = name.slice(0, -'Sync'.length);
  promises[plain] = async (...values) => {
    try {
      return action(...values);
    } catch (error) {
      throw withoutStack(error);
    }
  };
  callbacks[plain] = (...values) => {
    const callback = values.pop();
    if (typeof callback !== 'function') throw invalidArgument('cb', 'of type function', callback);
    let answer;
    try {
      answer = [null, action(...values)];
    } catch (error) {
      answer = [withoutStack(error)];
    }
    // `exists` is the one function whose callback gets no error.
    setImmediate(() => (plain === 'exists' ? callback(answer[1]) : callback(...answer)));
  };
}
callbacks.read = (fd, buffer, ...rest) => {
  const callback = rest.pop();
  setImmediate(() => {
    try {
      callback(null, readSync(fd, buffer, ...rest), buffer);
    } catch (error) {
      callback(error);
    }
  });
};

// A file that was opened by fs.promises.open.
class FileHandle {
  constructor(fd) { this.fd = fd; }
  async readFile(options) { return readFileSync(this.fd, options); }
  async writeFile(data, options) { return writeFileSync(this.fd, data, options); }
  async appendFile(data, options) { return writeFileSync(this.fd, data, options); }
  async stat() { return fstatSync(this.fd); }
  async read(buffer, ...rest) { return { bytesRead: readSync(this.fd, buffer, ...rest), buffer }; }
  async write(data, ...rest) { return { bytesWritten: writeSync(this.fd, data, ...rest), buffer: data }; }
  async close() { closeSync(this.fd); }
  readLines(options) { return require('readline').createInterface({ ...options, input: this.createReadStream() }); }
  createReadStream(options) { return createReadStream(undefined, { ...options, fd: this.fd }); }
  createWriteStream(options) { return createWriteStream(undefined, { ...options, fd: this.fd }); }
}
promises.open = async (...values) => {
  try {
    return new FileHandle(openSync(...values));
  } catch (error) {
    throw withoutStack(error);
  }
};

function createReadStream(file, options) {
  const { Input } = require('stdio');
  const fd = options?.fd ?? openSync(file, options?.flags);
  const stream = new Input(fd);
  stream.path = file;
  const encoding = encodingIn(options);
  if (encoding) stream.setEncoding(encoding);
  stream.once('end', () => closeSync(fd));
  return stream;
}

function createWriteStream(file, options) {
  const { Output } = require('stdio');
  const fd = options?.fd ?? openSync(file, options?.flags ?? 'w');
  const stream = new Output(fd);
  stream.path = file;
  stream.once('finish', () => {
    closeSync(fd);
    nextTick(() => stream.emit('close'));
  });
  nextTick(() => stream.emit('open', fd));
  return stream;
}

module.exports = { ...synchronous, ...callbacks, createReadStream, createWriteStream, constants, promises, Stats, Dirent,
  ...constants };
