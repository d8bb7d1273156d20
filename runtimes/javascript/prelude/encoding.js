// TextEncoder, TextDecoder, and the splitting of bytes into characters across chunks.

const { codedError } = require('errors');

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(text = '') { return host.encode(String(text).toWellFormed()); }
  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const character of String(text)) {
      const bytes = this.encode(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

function bytesOf(data) {
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}

// How many bytes at the end begin a UTF-8 character that is not complete.
function incompleteTail(bytes) {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}

const singleByte = new Set(['latin1', 'iso-8859-1', 'ascii', 'us-ascii', 'windows-1252']);
const utf16 = new Set(['utf-16le', 'utf-16', 'ucs-2']);

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #rest = null;
  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    const name = String(label).trim().toLowerCase();
    if (name === 'utf-8' || name === 'utf8') this.#encoding = 'utf-8';
    else if (singleByte.has(name)) this.#encoding = 'windows-1252';
    else if (utf16.has(name)) this.#encoding = 'utf-16le';
    else throw codedError(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }
  get encoding() { return this.#encoding; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }
  decode(data = new Uint8Array(0), { stream = false } = {}) {
    let bytes = bytesOf(data);
    if (this.#rest !== null) {
      const joined = new Uint8Array(this.#rest.length + bytes.length);
      joined.set(this.#rest);
      joined.set(bytes, this.#rest.length);
      bytes = joined;
      this.#rest = null;
    }
    if (this.#encoding === 'windows-1252') return require('buffer').Buffer.from(bytes).toString('latin1');
    const tail = !stream ? 0 : this.#encoding === 'utf-8' ? incompleteTail(bytes) : bytes.length % 2;
    if (tail > 0) {
      this.#rest = bytes.slice(bytes.length - tail);
      bytes = bytes.subarray(0, bytes.length - tail);
    }
    const text = this.#encoding === 'utf-8' ? host.decode(bytes)
      : require('buffer').Buffer.from(bytes).toString('utf16le');
    if (this.#fatal && text.includes('\ufffd')) {
      throw Object.assign(new TypeError('The encoded data was not valid for encoding utf-8'),
        { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    }
    return !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}

class StringDecoder {
  #rest = null;
  constructor(encoding = 'utf8') {
    this.encoding = encoding;
  }
  write(chunk) {
    const { Buffer } = require('buffer');
    if (typeof chunk === 'string') return chunk;
    let bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    const unit = { utf16le: 2, ucs2: 2, base64: 3, base64url: 3 }[this.encoding];
    const isUtf8 = this.encoding === 'utf8' || this.encoding === 'utf-8';
    const tail = isUtf8 ? incompleteTail(bytes) : unit ? bytes.length % unit : 0;
    if (tail > 0) {
      this.#rest = bytes.slice(bytes.length - tail);
      bytes = bytes.subarray(0, bytes.length - tail);
    }
    return isUtf8 ? host.decode(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(this.encoding);
  }
  end(chunk) {
    let text = chunk === undefined ? '' : this.write(chunk);
    if (this.#rest !== null) {
      text += require('buffer').Buffer.from(this.#rest).toString(this.encoding);
      this.#rest = null;
    }
    return text;
  }
}

module.exports = { TextEncoder, TextDecoder, StringDecoder };
