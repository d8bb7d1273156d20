// The readable half of `stream`: streams that programs make themselves. What reads standard input is in stdio.js and has the
// same events and methods.

const { Buffer } = require('buffer');
const { StringDecoder } = require('encoding');
const { codedError, received } = require('errors');
const EventEmitter = require('events');
const { nextTick } = require('tasks');

const hidden = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });

function inherit(child, parent, methods) {
  Object.setPrototypeOf(child, parent);
  Object.setPrototypeOf(child.prototype, parent.prototype);
  Object.defineProperties(child.prototype, Object.getOwnPropertyDescriptors(methods));
  for (const name of Object.keys(methods)) Object.defineProperty(child.prototype, name, { enumerable: false });
}

// Functions and not classes, because old code inherits with `Readable.call(this)`.
function Stream(options) {
  EventEmitter.call(this, options);
}

function closeOf(stream, error, done) {
  nextTick(() => {
    if (error && !stream.errorEmitted) {
      hidden(stream, 'errorEmitted', true);
      stream.emit('error', error);
    }
    if (!stream.closed) {
      hidden(stream, 'closed', true);
      stream.emit('close');
    }
    done?.();
  });
}

inherit(Stream, EventEmitter, {
  destroy(error, done) {
    if (this.destroyed) return this;
    hidden(this, 'destroyed', true);
    hidden(this, 'errored', error ?? null);
    const finish = (another) => closeOf(this, another ?? error, done);
    if (this._destroy) this._destroy(error ?? null, finish);
    else finish();
    this._readableState?.wake();
    return this;
  },
  pipe(target, options) {
    const forward = (chunk) => {
      if (target.write(chunk) === false && target.writableNeedDrain) {
        this.pause();
        target.once('drain', () => this.resume());
      }
    };
    const end = () => target.end();
    this.on('data', forward);
    if (options?.end !== false && target.fd !== 1 && target.fd !== 2) this.once('end', end);
    hidden(this, '_pipes', [...(this._pipes ?? []), [target, forward, end]]);
    target.emit('pipe', this);
    return target;
  },
  unpipe(target) {
    for (const [each, forward, end] of this._pipes ?? []) {
      if (target !== undefined && each !== target) continue;
      this.off('data', forward).off('end', end);
      each.emit('unpipe', this);
    }
    return this;
  },
});

function initReadable(stream, options = {}) {
  const objectMode = Boolean(options.objectMode || options.readableObjectMode);
  hidden(stream, '_readableState', {
    buffer: [], length: 0, flowing: null, ended: false, endEmitted: false, reading: false, scheduled: false, decoder: null,
    objectMode, highWaterMark: options.highWaterMark ?? options.readableHighWaterMark ?? (objectMode ? 16 : 65536), waiting: [],
    wake() { for (const resolve of this.waiting.splice(0)) resolve(); },
  });
  for (const name of ['read', 'destroy', 'construct']) if (options[name]) stream[`_${name}`] = options[name];
  if (options.encoding) stream.setEncoding(options.encoding);
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  Stream.call(this, options);
  initReadable(this, options);
  return this;
}

function schedule(stream) {
  const state = stream._readableState;
  state.wake();
  if (state.scheduled) return;
  state.scheduled = true;
  nextTick(() => {
    state.scheduled = false;
    flow(stream);
  });
}

// Asks for more if there is room for it.
function fetchMore(stream) {
  const state = stream._readableState;
  if (state.ended || state.reading || stream.destroyed || state.length >= state.highWaterMark) return;
  state.reading = true;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    stream.destroy(error);
  }
}

function flow(stream) {
  const state = stream._readableState;
  if (stream.destroyed) return;
  while (state.flowing && state.buffer.length > 0) stream.emit('data', stream.read());
  if (stream.listenerCount('readable') > 0 && (state.buffer.length > 0 || (state.ended && !state.endEmitted))) stream.emit('readable');
  const wanted = state.flowing || stream.listenerCount('readable') > 0 || state.waiting.length > 0;
  if (wanted) fetchMore(stream);
  if (state.ended && state.buffer.length === 0 && !state.endEmitted && state.flowing !== false && wanted) endReadable(stream);
}

function endReadable(stream) {
  const state = stream._readableState;
  state.endEmitted = true;
  hidden(stream, 'readable', false);
  nextTick(() => {
    stream.emit('end');
    const other = stream._writableState;
    if (other === undefined || other.finished) stream.destroy();
    else if (stream.allowHalfOpen === false) stream.end();
  });
}

function addChunk(stream, given, encoding, front) {
  const state = stream._readableState;
  state.reading = false;
  if (given === null) {
    state.ended = true;
    const rest = state.decoder?.end() ?? '';
    if (rest !== '') state.buffer.push(rest);
  } else {
    if (state.ended && !front) {
      stream.destroy(codedError(Error, 'ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF'));
      return false;
    }
    let chunk = given;
    if (!state.objectMode) {
      if (typeof chunk === 'string' && (state.decoder === null || encoding)) chunk = Buffer.from(chunk, encoding);
      else if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
        stream.destroy(codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an ' +
          `instance of Buffer, TypedArray, or DataView. Received ${received(chunk)}`));
        return false;
      }
      if (state.decoder !== null && typeof chunk !== 'string') chunk = state.decoder.write(chunk);
    }
    if (state.objectMode || chunk.length > 0) {
      state.buffer[front ? 'unshift' : 'push'](chunk);
      state.length += state.objectMode ? 1 : chunk.length;
    }
  }
  schedule(stream);
  return state.length < state.highWaterMark && !state.ended;
}

async function* chunks(stream) {
  const state = stream._readableState;
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) {
        yield chunk;
        continue;
      }
      if (stream.errored) throw stream.errored;
      if (stream.destroyed || (state.ended && state.buffer.length === 0)) break;
      await new Promise((resolve) => {
        state.waiting.push(resolve);
        fetchMore(stream);
        if (state.ended) schedule(stream);
      });
    }
    if (!state.endEmitted && !stream.destroyed) endReadable(stream);
  } finally {
    if (!state.ended) stream.destroy();
  }
}

inherit(Readable, Stream, {
  readable: true,
  destroyed: false,
  closed: false,
  errored: null,
  _read() { throw codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _read() method is not implemented'); },
  push(chunk, encoding) { return addChunk(this, chunk, encoding, false); },
  unshift(chunk, encoding) { return addChunk(this, chunk, encoding, true); },
  read(size) {
    const state = this._readableState;
    const { buffer } = state;
    if (size === 0 || buffer.length === 0) {
      if (size !== 0 || buffer.length === 0) {
        fetchMore(this);
        if (buffer.length === 0 && state.ended && !state.endEmitted) schedule(this);
      }
      if (size === 0 || buffer.length === 0) return null;
    }
    let chunk;
    if (state.objectMode) chunk = buffer.shift();
    else if (size === undefined && (state.flowing || buffer.length === 1)) chunk = buffer.shift();
    else {
      const whole = typeof buffer[0] === 'string' ? buffer.join('') : Buffer.concat(buffer);
      if (size > whole.length && !state.ended) return null;
      chunk = whole.slice(0, size);
      buffer.splice(0, buffer.length, ...(chunk.length < whole.length ? [whole.slice(size)] : []));
    }
    state.length -= state.objectMode ? 1 : chunk.length;
    schedule(this);
    return chunk;
  },
  on(name, listener) {
    EventEmitter.prototype.on.call(this, name, listener);
    if (name === 'data' && this._readableState.flowing !== false) this.resume();
    else if (name === 'readable') schedule(this);
    return this;
  },
  addListener(name, listener) { return this.on(name, listener); },
  resume() {
    this._readableState.flowing = true;
    schedule(this);
    return this;
  },
  pause() {
    this._readableState.flowing = false;
    return this;
  },
  isPaused() { return this._readableState.flowing === false; },
  setEncoding(encoding = 'utf8') {
    const state = this._readableState;
    state.decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : encoding);
    state.buffer = state.buffer.map((chunk) => (typeof chunk === 'string' ? chunk : state.decoder.write(chunk)));
    return this;
  },
  get readableEncoding() { return this._readableState.decoder?.encoding ?? null; },
  get readableFlowing() { return this._readableState.flowing; },
  get readableEnded() { return this._readableState.endEmitted; },
  get readableObjectMode() { return this._readableState.objectMode; },
  get readableLength() { return this._readableState.length; },
  get readableHighWaterMark() { return this._readableState.highWaterMark; },
  [Symbol.asyncIterator]() { return chunks(this); },
  iterator() { return chunks(this); },
});

Readable.from = function (items, options) {
  const single = typeof items === 'string' || items instanceof Uint8Array;
  const source = single ? [items] : items;
  const iterator = (source[Symbol.asyncIterator] ?? source[Symbol.iterator]).call(source);
  const isAsync = source[Symbol.asyncIterator] !== undefined;
  const stream = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  const take = ({ done, value }) => {
    if (done) stream.push(null);
    else if (typeof value?.then === 'function') value.then((item) => stream.push(item), (error) => stream.destroy(error));
    else stream.push(value);
  };
  stream._read = () => {
    if (isAsync) iterator.next().then(take, (error) => stream.destroy(error));
    else take(iterator.next());
  };
  stream._destroy = (error, done) => {
    Promise.resolve(iterator.return?.()).then(() => done(error), done);
  };
  return stream;
};

const derived = {
  async* map(items, change) { for await (const item of items) yield await change(item); },
  async* filter(items, wanted) { for await (const item of items) if (await wanted(item)) yield item; },
  async* flatMap(items, change) { for await (const item of items) yield* await change(item); },
  async* take(items, count) {
    let left = count;
    if (left > 0) for await (const item of items) {
      yield item;
      if (--left <= 0) break;
    }
  },
  async* drop(items, count) {
    let left = count;
    for await (const item of items) if (left-- <= 0) yield item;
  },
};
const collected = {
  async toArray(items) {
    const found = [];
    for await (const item of items) found.push(item);
    return found;
  },
  async forEach(items, action) { for await (const item of items) await action(item); },
  async reduce(items, step, ...initial) {
    let [value] = initial;
    let empty = initial.length === 0;
    for await (const item of items) {
      value = empty ? item : await step(value, item);
      empty = false;
    }
    if (empty) throw new TypeError('Reduce of an empty stream requires an initial value');
    return value;
  },
  async some(items, wanted) { for await (const item of items) if (await wanted(item)) return true; return false; },
  async every(items, wanted) { for await (const item of items) if (!await wanted(item)) return false; return true; },
  async find(items, wanted) { for await (const item of items) if (await wanted(item)) return item; return undefined; },
};

// Gives the methods that make a new stream of one, or a promise of all it holds, to a kind of streams.
function addOperators(prototype) {
  for (const [name, make] of Object.entries(derived)) {
    hidden(prototype, name, function (...values) { return Readable.from(make(this, ...values)); });
  }
  for (const [name, collect] of Object.entries(collected)) {
    hidden(prototype, name, function (...values) { return collect(this, ...values); });
  }
}
addOperators(Readable.prototype);

module.exports = { Stream, Readable, inherit, initReadable, hidden, addOperators };
