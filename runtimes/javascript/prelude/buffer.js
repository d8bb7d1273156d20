// Buffer: Uint8Array with Node's methods.

const { codedError, invalidArgument } = require('errors');
const { inspect } = require('inspect');

class FastBuffer extends Uint8Array {}

const encodings = {
  utf8: 'utf8', 'utf-8': 'utf8', latin1: 'latin1', binary: 'latin1', ascii: 'latin1', hex: 'hex', base64: 'base64',
  base64url: 'base64url', utf16le: 'utf16le', 'utf-16le': 'utf16le', ucs2: 'utf16le', 'ucs-2': 'utf16le',
};

function encodingOf(name) {
  if (name === undefined || name === null || name === 'utf8') return 'utf8';
  const known = encodings[String(name).toLowerCase()];
  if (known === undefined) throw codedError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${name}`);
  return known;
}

function wrap(bytes) {
  return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function encode(text, encoding) {
  switch (encodingOf(encoding)) {
    case 'latin1': {
      const bytes = new FastBuffer(text.length);
      for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
      return bytes;
    }
    case 'hex': {
      const digits = /^(?:[0-9a-f]{2})*/i.exec(text)[0];
      return wrap(Uint8Array.fromHex(digits));
    }
    case 'base64':
    case 'base64url': {
      // What is not a digit is skipped, and padding is not asked for.
      let digits = text.replaceAll('-', '+').replaceAll('_', '/');
      if (digits.includes('=')) digits = digits.slice(0, digits.indexOf('='));
      digits = digits.replace(/[^A-Za-z0-9+/]/g, '');
      if (digits.length % 4 === 1) digits = digits.slice(0, -1);
      return wrap(Uint8Array.fromBase64(digits));
    }
    case 'utf16le': {
      const bytes = new FastBuffer(text.length * 2);
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        bytes[2 * i] = code;
        bytes[2 * i + 1] = code >> 8;
      }
      return bytes;
    }
    default: return wrap(host.encode(text.isWellFormed() ? text : text.toWellFormed()));
  }
}

function characters(bytes, step, read) {
  let text = '';
  for (let i = 0; i + step <= bytes.length; i += 8192) {
    const codes = [];
    for (let j = i; j + step <= bytes.length && j < i + 8192; j += step) codes.push(read(j));
    text += String.fromCharCode(...codes);
  }
  return text;
}

function decode(bytes, encoding, start, end) {
  const kind = encodingOf(encoding);
  if (kind === 'utf8') return host.decode(bytes, start, end);
  const part = start === 0 && end === bytes.length ? bytes : Uint8Array.prototype.subarray.call(bytes, start, end);
  switch (kind) {
    case 'latin1': {
      const mask = String(encoding).toLowerCase() === 'ascii' ? 0x7f : 0xff;
      return characters(part, 1, (i) => part[i] & mask);
    }
    case 'hex': return part.toHex();
    case 'base64': return part.toBase64();
    case 'base64url': return part.toBase64({ alphabet: 'base64url', omitPadding: true });
    default: return characters(part, 2, (i) => part[i] | (part[i + 1] << 8));
  }
}

function from(value, second, third) {
  if (typeof value === 'string') return encode(value, second);
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return new FastBuffer(value, second, third);
  if (ArrayBuffer.isView(value)) return new FastBuffer(value);
  if (value !== null && typeof value === 'object') {
    if (value.type === 'Buffer' && Array.isArray(value.data)) return new FastBuffer(value.data);
    if (typeof value.length === 'number') return FastBuffer.from(value);
    const primitive = value.valueOf?.();
    if (primitive !== undefined && primitive !== value) return from(primitive, second, third);
  }
  throw invalidArgument('first argument', 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object',
    value);
}

function alloc(size, fill, encoding) {
  if (typeof size !== 'number') throw invalidArgument('size', 'of type number', size);
  if (!(size >= 0 && size <= 0x7fffffff)) {
    throw codedError(RangeError, 'ERR_OUT_OF_RANGE', `The value of "size" is out of range. Received ${size}`);
  }
  const buffer = new FastBuffer(size);
  return fill === undefined || fill === 0 ? buffer : buffer.fill(fill, encoding);
}

function Buffer(value, second, third) {
  return typeof value === 'number' ? alloc(value) : from(value, second, third);
}
Buffer.prototype = FastBuffer.prototype;
Object.setPrototypeOf(Buffer, Uint8Array);

function compare(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return Math.sign(a.length - b.length);
}

Object.assign(Buffer, {
  from,
  alloc,
  allocUnsafe: (size) => alloc(size),
  allocUnsafeSlow: (size) => alloc(size),
  of: (...items) => new FastBuffer(items),
  isBuffer: (value) => value instanceof FastBuffer,
  isEncoding: (name) => encodings[String(name).toLowerCase()] !== undefined,
  byteLength: (value, encoding) => (typeof value === 'string' ? encode(value, encoding).length : value.byteLength),
  compare,
  concat(list, total = list.reduce((sum, each) => sum + each.length, 0)) {
    const buffer = new FastBuffer(total);
    let at = 0;
    for (const each of list) {
      if (at >= total) break;
      buffer.set(each.length <= total - at ? each : each.subarray(0, total - at), at);
      at += each.length;
    }
    return buffer;
  },
  poolSize: 8192,
});

function search(buffer, value, from, encoding, last) {
  let start = from;
  let name = encoding;
  if (typeof from === 'string') [name, start] = [from, undefined];
  if (typeof value === 'number') {
    const args = start === undefined ? [value & 255] : [value & 255, start];
    return last ? Uint8Array.prototype.lastIndexOf.apply(buffer, args) : Uint8Array.prototype.indexOf.apply(buffer, args);
  }
  const wanted = typeof value === 'string' ? encode(value, name) : value;
  const final = buffer.length - wanted.length;
  const matches = (at) => wanted.every((byte, i) => buffer[at + i] === byte);
  if (last) {
    for (let at = Math.min(start ?? final, final); at >= 0; at--) if (matches(at)) return at;
  } else {
    for (let at = start < 0 ? Math.max(0, buffer.length + start) : start ?? 0; at <= final; at++) if (matches(at)) return at;
  }
  return -1;
}

function swap(buffer, size) {
  if (buffer.length % size !== 0) {
    throw codedError(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  }
  for (let i = 0; i < buffer.length; i += size) buffer.subarray(i, i + size).reverse();
  return buffer;
}

const methods = {
  toString(encoding, start = 0, end = this.length) {
    return decode(this, encoding, Math.max(0, start), Math.min(this.length, end));
  },
  toLocaleString(encoding, start, end) { return this.toString(encoding, start, end); },
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; },
  equals(other) { return this === other || compare(this, other) === 0; },
  compare(other, start = 0, end = other.length, ownStart = 0, ownEnd = this.length) {
    return compare(this.subarray(ownStart, ownEnd), other.subarray(start, end));
  },
  copy(target, at = 0, start = 0, end = this.length) {
    const count = Math.max(0, Math.min(end - start, target.length - at, this.length - start));
    if (count > 0) target.set(this.subarray(start, start + count), at);
    return count;
  },
  slice(start, end) { return this.subarray(start, end); },
  write(text, at, count, encoding) {
    let [offset, length, name] = [at, count, encoding];
    if (typeof at === 'string') [offset, length, name] = [0, undefined, at];
    else if (typeof count === 'string') [length, name] = [undefined, count];
    offset ??= 0;
    const room = Math.min(length ?? Infinity, this.length - offset);
    let bytes = encode(text, name);
    if (bytes.length > room) {
      bytes = bytes.subarray(0, room);
      // No half characters.
      if (encodingOf(name) === 'utf8') while (bytes.length > 0 && (encode(text, name)[bytes.length] & 0xc0) === 0x80) bytes = bytes.subarray(0, -1);
    }
    this.set(bytes, offset);
    return bytes.length;
  },
  fill(value, start, end, encoding) {
    let [from, to, name] = [start, end, encoding];
    if (typeof start === 'string') [from, to, name] = [undefined, undefined, start];
    else if (typeof end === 'string') [to, name] = [undefined, end];
    if (typeof value === 'number') return Uint8Array.prototype.fill.call(this, value & 255, from, to);
    const pattern = typeof value === 'string' ? encode(value, name) : value;
    if (pattern.length === 0) return Uint8Array.prototype.fill.call(this, 0, from, to);
    for (let i = from ?? 0, j = 0; i < (to ?? this.length); i++, j++) this[i] = pattern[j % pattern.length];
    return this;
  },
  indexOf(value, from, encoding) { return search(this, value, from, encoding, false); },
  lastIndexOf(value, from, encoding) { return search(this, value, from, encoding, true); },
  includes(value, from, encoding) { return this.indexOf(value, from, encoding) !== -1; },
  swap16() { return swap(this, 2); },
  swap32() { return swap(this, 4); },
  swap64() { return swap(this, 8); },
  [inspect.custom](depth, options) {
    const limit = Math.min(this.length, 50);
    let text = this.subarray(0, limit).toHex().replace(/(.{2})(?=.)/g, '$1 ');
    if (this.length > limit) text += ` ... ${this.length - limit} more byte${this.length - limit > 1 ? 's' : ''}`;
    return `<Buffer${text === '' ? '' : ' '}${text}>`;
  },
};

function outOfRange(offset, size, buffer) {
  if (buffer.length < size) {
    return codedError(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  }
  return codedError(RangeError, 'ERR_OUT_OF_RANGE', 'The value of "offset" is out of range. ' +
    `It must be >= 0 and <= ${buffer.length - size}. Received ${offset}`);
}

function view(buffer, offset, size) {
  if (!(offset >= 0 && offset + size <= buffer.length)) throw outOfRange(offset, size, buffer);
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

for (const [name, type, size] of [
  ['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2], ['UInt32', 'Uint32', 4],
  ['Int32', 'Int32', 4], ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8], ['Float', 'Float32', 4],
  ['Double', 'Float64', 8],
]) {
  for (const [ending, little] of size === 1 ? [['', true]] : [['LE', true], ['BE', false]]) {
    const read = function (offset = 0) { return view(this, offset, size)[`get${type}`](offset, little); };
    const write = function (value, offset = 0) {
      view(this, offset, size)[`set${type}`](offset, value, little);
      return offset + size;
    };
    for (const alias of new Set([name, name.replace('UInt', 'Uint')])) {
      methods[`read${alias}${ending}`] = read;
      methods[`write${alias}${ending}`] = write;
    }
  }
}

for (const [ending, little] of [['LE', true], ['BE', false]]) {
  const read = function (offset, size, signed) {
    view(this, offset, size);
    let value = 0;
    for (let i = 0; i < size; i++) value = value * 256 + this[offset + (little ? size - 1 - i : i)];
    return signed && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
  };
  const write = function (value, offset, size) {
    view(this, offset, size);
    let rest = value < 0 ? value + 2 ** (8 * size) : value;
    for (let i = 0; i < size; i++) {
      this[offset + (little ? i : size - 1 - i)] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return offset + size;
  };
  methods[`readUInt${ending}`] = methods[`readUint${ending}`] = function (offset, size) { return read.call(this, offset, size, false); };
  methods[`readInt${ending}`] = function (offset, size) { return read.call(this, offset, size, true); };
  methods[`writeUInt${ending}`] = methods[`writeUint${ending}`] = methods[`writeInt${ending}`] = write;
}

for (const key of Reflect.ownKeys(methods)) {
  Object.defineProperty(FastBuffer.prototype, key,
    { value: methods[key], writable: true, enumerable: false, configurable: true });
}
Object.defineProperty(FastBuffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });
// Arrays of bytes that come from methods of a buffer are buffers.
Object.defineProperty(Buffer, Symbol.species, { get: () => FastBuffer });
Object.defineProperty(FastBuffer, 'name', { value: 'Buffer' });

module.exports = { Buffer, kMaxLength: 0x7fffffff, constants: { MAX_LENGTH: 0x7fffffff, MAX_STRING_LENGTH: 0x1fffffff },
  atob: globalThis.atob, btoa: globalThis.btoa };
