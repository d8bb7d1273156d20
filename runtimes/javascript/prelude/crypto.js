// `crypto`: random values, hashes and what is made of hashes. There are no ciphers and no keys.

const { Buffer } = require('buffer');
const { codedError, invalidArgument } = require('errors');

// The fractional bits of the roots of the first primes, which SHA-2 is seeded with, as integers of 64 bits.
function fraction(prime, root) {
  const shift = root === 2n ? 128n : 192n;
  let [low, high] = [0n, 1n << 70n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** root <= BigInt(prime) << shift) low = middle;
    else high = middle - 1n;
  }
  return low & 0xffffffffffffffffn;
}
const primes = [];
for (let n = 2; primes.length < 80; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
const cubes = primes.map((prime) => fraction(prime, 3n));
const squares = primes.slice(0, 16).map((prime) => fraction(prime, 2n));

const K256 = Int32Array.from(cubes.slice(0, 64), (each) => Number(each >> 32n));
const words = (list) => Int32Array.from(list.flatMap((each) => [Number(each >> 32n), Number(each & 0xffffffffn)]));
const KMD5 = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));
const SMD5 = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function md5(h, view, at) {
  let [a, b, c, d] = h;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const f = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
    const g = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
    const x = (f + a + KMD5[i] + view.getInt32(at + 4 * g, true)) | 0;
    const s = SMD5[round * 4 + (i & 3)];
    [a, d, c] = [d, c, b];
    b = (b + ((x << s) | (x >>> (32 - s)))) | 0;
  }
  h[0] += a; h[1] += b; h[2] += c; h[3] += d;
}

const w80 = new Int32Array(160);

function sha1(h, view, at) {
  let [a, b, c, d, e] = h;
  for (let i = 0; i < 80; i++) {
    let x;
    if (i < 16) {
      x = view.getInt32(at + 4 * i);
    } else {
      x = w80[i - 3] ^ w80[i - 8] ^ w80[i - 14] ^ w80[i - 16];
      x = (x << 1) | (x >>> 31);
    }
    w80[i] = x;
    const f = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
      : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
    const t = (((a << 5) | (a >>> 27)) + f + e + x) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = t;
  }
  h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e;
}

function sha256(h, view, at) {
  const w = w80;
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    w[i] = (w[i - 16] + w[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
      (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, k] = h;
  for (let i = 0; i < 64; i++) {
    const t = (k + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + K256[i] + w[i]) | 0;
    const u = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    k = g;
    g = f;
    f = e;
    e = (d + t) | 0;
    d = c;
    c = b;
    b = a;
    a = (t + u) | 0;
  }
  h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
}

const MASK = 0xffffffffffffffffn;
const rotate = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;

function sha512(h, view, at) {
  const w = [];
  for (let i = 0; i < 16; i++) w.push(view.getBigUint64(at + 8 * i));
  for (let i = 16; i < 80; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    w.push((w[i - 16] + w[i - 7] + (rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n)) + (rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n))) & MASK);
  }
  let [a, b, c, d, e, f, g, k] = Array.from({ length: 8 }, (_, i) => (BigInt(h[2 * i] >>> 0) << 32n) | BigInt(h[2 * i + 1] >>> 0));
  const before = [a, b, c, d, e, f, g, k];
  for (let i = 0; i < 80; i++) {
    const t = k + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + cubes[i] + w[i];
    const u = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [k, g, f, e, d, c, b, a] = [g, f, e, (d + t) & MASK, c, b, a, (t + u) & MASK];
  }
  [a, b, c, d, e, f, g, k].forEach((value, i) => {
    const sum = (value + before[i]) & MASK;
    h[2 * i] = Number(sum >> 32n);
    h[2 * i + 1] = Number(sum & 0xffffffffn);
  });
}

const sha224Start = Int32Array.from(primes.slice(8, 16), (prime) => Number(fraction(prime, 2n) & 0xffffffffn));
const algorithms = {
  md5: { step: md5, start: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476], size: 16, block: 64, little: true },
  sha1: { step: sha1, start: [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], size: 20, block: 64 },
  sha224: { step: sha256, start: sha224Start, size: 28, block: 64 },
  sha256: { step: sha256, start: squares.slice(0, 8).map((each) => Number(each >> 32n)), size: 32, block: 64 },
  sha384: { step: sha512, start: words(squares.slice(8)), size: 48, block: 128 },
  sha512: { step: sha512, start: words(squares.slice(0, 8)), size: 64, block: 128 },
};

const bytesOf = (data, encoding) => {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidArgument('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
};

function algorithmOf(name) {
  const found = algorithms[String(name).toLowerCase().replace(/^sha-|^rsa-sha/, 'sha')];
  if (found === undefined) throw codedError(Error, 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported');
  return found;
}

class Hash {
  #algorithm;
  #state;
  #rest;
  #held = 0;
  #length = 0;
  #done = false;
  constructor(name) {
    this.#algorithm = algorithmOf(name);
    this.#state = Int32Array.from(this.#algorithm.start, (each) => each | 0);
    this.#rest = new Uint8Array(this.#algorithm.block);
  }
  update(data, encoding) {
    if (this.#done) throw codedError(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    const bytes = bytesOf(data, encoding);
    const { block, step } = this.#algorithm;
    this.#length += bytes.length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(block - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < block) return this;
      step(this.#state, new DataView(this.#rest.buffer), 0);
      this.#held = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; at + block <= bytes.length; at += block) step(this.#state, view, at);
    this.#rest.set(bytes.subarray(at));
    this.#held = bytes.length - at;
    return this;
  }
  digest(encoding) {
    const { block, size, little } = this.#algorithm;
    const field = block / 8;
    const bits = BigInt(this.#length) * 8n;
    const tail = new Uint8Array((this.#held + 1 + field <= block ? block : 2 * block) - this.#held);
    tail[0] = 0x80;
    new DataView(tail.buffer).setBigUint64(tail.length - 8, bits, little);
    this.update(tail);
    this.#done = true;
    const out = Buffer.alloc(this.#state.length * 4);
    const view = new DataView(out.buffer, out.byteOffset, out.length);
    this.#state.forEach((word, i) => view.setInt32(4 * i, word, little));
    const digest = Buffer.from(out.subarray(0, size));
    return encoding === undefined || encoding === 'buffer' ? digest : digest.toString(encoding);
  }
  copy() {
    const other = new Hash(Object.keys(algorithms).find((name) => algorithms[name] === this.#algorithm));
    other.#state = this.#state.slice();
    other.#rest = this.#rest.slice();
    other.#held = this.#held;
    other.#length = this.#length;
    return other;
  }
}

class Hmac {
  #inner;
  #outer;
  constructor(name, key) {
    const { block } = algorithmOf(name);
    let secret = bytesOf(key);
    if (secret.length > block) secret = new Hash(name).update(secret).digest();
    const padded = new Uint8Array(block);
    padded.set(secret);
    this.#inner = new Hash(name).update(padded.map((byte) => byte ^ 0x36));
    this.#outer = new Hash(name).update(padded.map((byte) => byte ^ 0x5c));
  }
  update(data, encoding) {
    this.#inner.update(data, encoding);
    return this;
  }
  digest(encoding) { return this.#outer.update(this.#inner.digest()).digest(encoding); }
}

function pbkdf2Sync(password, salt, iterations, length, name) {
  const parts = [];
  for (let i = 1, made = 0; made < length; i++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(i);
    let u = new Hmac(name, password).update(salt).update(counter).digest();
    const sum = u;
    for (let j = 1; j < iterations; j++) {
      u = new Hmac(name, password).update(u).digest();
      for (let k = 0; k < sum.length; k++) sum[k] ^= u[k];
    }
    parts.push(sum);
    made += sum.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

function randomBytes(size, callback) {
  if (typeof size !== 'number') throw invalidArgument('size', 'of type number', size);
  if (!(size >= 0 && size <= 2 ** 31 - 1)) {
    throw codedError(RangeError, 'ERR_OUT_OF_RANGE',
      `The value of "size" is out of range. It must be >= 0 && <= 2147483647. Received ${size}`);
  }
  const bytes = Buffer.from(host.entropy(new Uint8Array(size)).buffer);
  if (typeof callback === 'function') setImmediate(() => callback(null, bytes));
  return bytes;
}

function randomInt(low, high, callback) {
  const [from, to, done] = high === undefined || typeof high === 'function' ? [0, low, high] : [low, high, callback];
  const value = from + Math.floor((randomBytes(6).readUIntBE(0, 6) / 2 ** 48) * (to - from));
  if (typeof done === 'function') setImmediate(() => done(null, value));
  return value;
}

function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function getRandomValues(array) {
  host.entropy(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return array;
}

const webcrypto = {
  getRandomValues,
  randomUUID,
  subtle: { async digest(name, data) {
    const digest = new Hash(name?.name ?? name).update(data).digest();
    return digest.buffer.slice(digest.byteOffset, digest.byteOffset + digest.length);
  } },
};
Object.defineProperty(webcrypto, Symbol.toStringTag, { value: 'Crypto' });

module.exports = {
  webcrypto, subtle: webcrypto.subtle, getRandomValues, randomBytes, pseudoRandomBytes: randomBytes, randomInt, randomUUID,
  randomFillSync: getRandomValues,
  createHash: (name) => new Hash(name),
  createHmac: (name, key) => new Hmac(name, key),
  hash: (name, data, encoding = 'hex') => new Hash(name).update(data).digest(encoding),
  getHashes: () => Object.keys(algorithms),
  pbkdf2Sync,
  pbkdf2(password, salt, iterations, length, name, callback) {
    const key = pbkdf2Sync(password, salt, iterations, length, name);
    setImmediate(() => callback(null, key));
  },
  timingSafeEqual(a, b) {
    if (a.byteLength !== b.byteLength) {
      throw codedError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
    }
    return Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
  },
  Hash, Hmac,
};
