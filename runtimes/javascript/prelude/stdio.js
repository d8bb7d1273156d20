// Streams: input that the loop reads while somebody listens, and output that is written at once.

const { Buffer } = require('buffer');
const { systemError, codedError, received } = require('errors');
const EventEmitter = require('events');
const { StringDecoder } = require('encoding');
const { nextTick, sources } = require('tasks');

const CHUNK = 65536;

class Readable extends EventEmitter {
  #decoder = null;
  #buffered = [];
  #flowing = null;
  #ended = false;
  #finished = false;
  #source = () => this.#readOnce();
  readable = true;
  destroyed = false;

  // The next piece of bytes or text, null at the end. Subclasses say where it comes from.
  _next() { return null; }

  on(name, listener) {
    super.on(name, listener);
    if (name === 'data' && this.#flowing !== false) this.resume();
    else if (name === 'readable') this.#listen(true);
    return this;
  }
  addListener(name, listener) { return this.on(name, listener); }

  setEncoding(encoding = 'utf8') {
    this.#decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : encoding);
    return this;
  }
  get readableEncoding() { return this.#decoder?.encoding ?? null; }
  get readableFlowing() { return this.#flowing; }
  get readableEnded() { return this.#finished; }

  resume() {
    this.#flowing = true;
    this.#listen(true);
    return this;
  }
  pause() {
    this.#flowing = false;
    this.#listen(this.listenerCount('readable') > 0);
    return this;
  }
  isPaused() { return this.#flowing === false; }
  ref() { return this; }
  unref() {
    this.#listen(false);
    return this;
  }
  destroy(error) {
    this.destroyed = true;
    this.#listen(false);
    if (error) nextTick(() => this.emit('error', error));
    nextTick(() => this.emit('close'));
    return this;
  }

  read(size) {
    if (this.#buffered.length === 0) return null;
    const whole = this.#buffered.length === 1 ? this.#buffered[0]
      : typeof this.#buffered[0] === 'string' ? this.#buffered.join('') : Buffer.concat(this.#buffered);
    if (size === undefined || size >= whole.length) {
      if (size > whole.length && !this.#ended) return null;
      this.#buffered = [];
      return whole;
    }
    this.#buffered = [whole.slice(size)];
    return whole.slice(0, size);
  }

  pipe(target, options) {
    this.on('data', (chunk) => target.write(chunk));
    if (options?.end !== false && target.fd !== 1 && target.fd !== 2) this.on('end', () => target.end());
    return target;
  }

  async* [Symbol.asyncIterator]() {
    for (;;) {
      const buffered = this.read();
      const chunk = buffered ?? this.#take();
      if (chunk === null) break;
      if (chunk.length > 0) yield chunk;
      await undefined;
    }
    this.#finish();
  }
  async toArray() {
    const chunks = [];
    for await (const chunk of this) chunks.push(chunk);
    return chunks;
  }

  #listen(wanted) {
    if (wanted && !this.#finished && !this.destroyed) sources.add(this.#source);
    else sources.delete(this.#source);
  }

  #take() {
    if (this.#ended) return null;
    const piece = this._next();
    if (piece !== null) return this.#decoder === null || typeof piece === 'string' ? piece : this.#decoder.write(piece);
    this.#ended = true;
    const rest = this.#decoder?.end() ?? '';
    return rest === '' ? null : rest;
  }

  #readOnce() {
    if (this.#flowing && this.#buffered.length > 0) this.emit('data', this.read());
    const chunk = this.#take();
    if (chunk !== null) {
      if (chunk.length === 0) return;
      if (this.listenerCount('readable') > 0) {
        this.#buffered.push(chunk);
        this.emit('readable');
      } else {
        this.emit('data', chunk);
      }
      return;
    }
    this.#listen(false);
    if (this.listenerCount('readable') > 0) this.emit('readable');
    nextTick(() => this.#finish());
  }

  #finish() {
    if (this.#finished) return;
    this.#finished = true;
    this.readable = false;
    this.emit('end');
    this.emit('close');
  }

  unpipe() { return this; }
}

class Input extends Readable {
  constructor(fd) {
    super();
    this.fd = fd;
    this.isTTY = undefined;
  }
  _next() {
    const bytes = new Uint8Array(CHUNK);
    const count = host.read(this.fd, bytes, 0, CHUNK, -1);
    if (count < 0) throw systemError(-count, 'read');
    return count === 0 ? null : Buffer.from(bytes.buffer, 0, count);
  }
  setRawMode() { return this; }
}

class Writable extends EventEmitter {
  writable = true;
  destroyed = false;
  writableEnded = false;
  writableFinished = false;
  writableLength = 0;
  writableNeedDrain = false;
  #corked = 0;

  constructor(options) {
    super();
    if (options?.write) this._write = options.write;
    if (options?.final) this._final = options.final;
  }

  _write(chunk, encoding, done) { done(); }

  write(chunk, encoding, done) {
    const name = typeof encoding === 'string' ? encoding : 'utf8';
    const callback = typeof encoding === 'function' ? encoding : done;
    if (this.writableEnded) {
      const error = codedError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end');
      nextTick(() => this.emit('error', error));
      return false;
    }
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) {
      if (chunk === null) throw codedError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
      throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of ' +
        `Buffer, TypedArray, or DataView. Received ${received(chunk)}`);
    }
    this._write(chunk, name, (error) => {
      if (callback) nextTick(callback, error);
    });
    return true;
  }
  end(chunk, encoding, done) {
    const callback = [chunk, encoding, done].find((each) => typeof each === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    }
    if (callback) this.once('finish', callback);
    if (this.writableEnded) return this;
    this.writableEnded = true;
    const finish = () => {
      this.writableFinished = true;
      nextTick(() => this.emit('finish'));
    };
    if (this._final) this._final(finish);
    else finish();
    return this;
  }
  cork() { this.#corked++; }
  uncork() { this.#corked--; }
  setDefaultEncoding() { return this; }
  destroy() {
    this.destroyed = true;
    nextTick(() => this.emit('close'));
    return this;
  }
}

class Output extends Writable {
  constructor(fd) {
    super();
    this.fd = fd;
    this.isTTY = undefined;
    this.bytesWritten = 0;
  }
  _write(chunk, encoding, done) {
    const data = typeof chunk === 'string' ? (encoding === 'utf8' || encoding === 'utf-8' ? chunk : Buffer.from(chunk, encoding))
      : new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const count = host.write(this.fd, data);
    if (count < 0) {
      const error = systemError(-count, 'write');
      nextTick(() => this.emit('error', error));
      done(error);
      return;
    }
    this.bytesWritten += count;
    done();
  }
  end(...values) {
    if (this.fd > 2) return super.end(...values);
    const done = values.find((each) => typeof each === 'function');
    if (values[0] !== undefined && typeof values[0] !== 'function') this.write(values[0]);
    if (done) nextTick(done);
    return this;
  }
  getColorDepth() { return 1; }
  hasColors() { return false; }
}

module.exports = { Readable, Writable, Input, Output };
