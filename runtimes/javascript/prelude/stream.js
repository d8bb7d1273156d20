// `stream`: what can be written to, and what is both, on top of readable.js.

const { Buffer } = require('buffer');
const { codedError, received } = require('errors');
const EventEmitter = require('events');
const stdio = require('stdio');
const { Stream, Readable, inherit, initReadable, hidden, addOperators } = require('readable');
const { nextTick } = require('tasks');

function initWritable(stream, options = {}) {
  const objectMode = Boolean(options.objectMode || options.writableObjectMode);
  hidden(stream, '_writableState', {
    queue: [], length: 0, writing: false, ending: false, finishing: false, finished: false, needDrain: false, corked: 0,
    objectMode, decodeStrings: options.decodeStrings !== false, encoding: options.defaultEncoding ?? 'utf8',
    highWaterMark: options.highWaterMark ?? options.writableHighWaterMark ?? (objectMode ? 16 : 16384),
  });
  for (const name of ['write', 'writev', 'final', 'destroy']) if (options[name]) stream[`_${name}`] = options[name];
}

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  Stream.call(this, options);
  initWritable(this, options);
  return this;
}
const isInstance = Function.prototype[Symbol.hasInstance];

function finish(stream) {
  const state = stream._writableState;
  if (state.finishing || stream.destroyed) return;
  state.finishing = true;
  const done = (error) => {
    if (error) {
      stream.destroy(error);
      return;
    }
    state.finished = true;
    nextTick(() => {
      stream.emit('prefinish');
      stream.emit('finish');
      const other = stream._readableState;
      if (other === undefined || other.endEmitted) stream.destroy();
    });
  };
  if (stream._final) stream._final(done);
  else done();
}

function advance(stream) {
  const state = stream._writableState;
  if (state.writing || state.corked > 0 || stream.destroyed) return;
  if (state.queue.length === 0) {
    if (state.needDrain && !state.ending) {
      state.needDrain = false;
      nextTick(() => stream.emit('drain'));
    }
    if (state.ending) finish(stream);
    return;
  }
  const [chunk, encoding, callback] = state.queue.shift();
  state.writing = true;
  let sync = true;
  const done = (error) => {
    state.writing = false;
    state.length -= state.objectMode ? 1 : chunk.length;
    if (error) {
      nextTick(() => callback?.(error));
      stream.destroy(error);
      return;
    }
    if (callback) nextTick(callback, null);
    if (sync) nextTick(advance, stream);
    else advance(stream);
  };
  try {
    if (stream._write === Writable.prototype._write && stream._writev) stream._writev([{ chunk, encoding }], done);
    else stream._write(chunk, encoding, done);
  } catch (error) {
    state.writing = false;
    throw error;
  }
  sync = false;
}

const writableMethods = {
  _write(chunk, encoding, done) { done(codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _write() method is not implemented')); },
  write(given, encoding, done) {
    const state = this._writableState;
    const callback = typeof encoding === 'function' ? encoding : done;
    const name = typeof encoding === 'string' ? encoding : state.encoding;
    if (given === null) throw codedError(TypeError, 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    let chunk = given;
    let kind = 'buffer';
    if (!state.objectMode) {
      if (typeof chunk === 'string') {
        if (state.decodeStrings) chunk = Buffer.from(chunk, name);
        else kind = name;
      } else if (ArrayBuffer.isView(chunk)) {
        chunk = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      } else {
        throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of ' +
          `Buffer, TypedArray, or DataView. Received ${received(chunk)}`);
      }
    } else {
      kind = name;
    }
    if (state.ending || this.destroyed) {
      const error = state.ending ? codedError(Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end')
        : codedError(Error, 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed');
      if (callback) nextTick(callback, error);
      this.destroy(error);
      return false;
    }
    state.queue.push([chunk, kind, callback]);
    state.length += state.objectMode ? 1 : chunk.length;
    const room = state.length < state.highWaterMark;
    if (!room) state.needDrain = true;
    advance(this);
    return room;
  },
  end(chunk, encoding, done) {
    const callback = [chunk, encoding, done].find((each) => typeof each === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    }
    const state = this._writableState;
    if (callback) {
      if (state.finished) nextTick(callback);
      else this.once('finish', callback);
    }
    if (!state.ending) {
      state.ending = true;
      state.corked = 0;
      hidden(this, 'writable', false);
      advance(this);
    }
    return this;
  },
  cork() { this._writableState.corked++; },
  uncork() {
    const state = this._writableState;
    state.corked = Math.max(0, state.corked - 1);
    advance(this);
  },
  setDefaultEncoding(encoding) {
    this._writableState.encoding = encoding;
    return this;
  },
  writable: true,
  get writableEnded() { return this._writableState.ending; },
  get writableFinished() { return this._writableState.finished; },
  get writableLength() { return this._writableState.length; },
  get writableNeedDrain() { return this._writableState.needDrain; },
  get writableObjectMode() { return this._writableState.objectMode; },
  get writableHighWaterMark() { return this._writableState.highWaterMark; },
  get writableCorked() { return this._writableState.corked; },
};
inherit(Writable, Stream, { destroyed: false, closed: false, errored: null });
Object.defineProperties(Writable.prototype, Object.getOwnPropertyDescriptors(writableMethods));

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Stream.call(this, options);
  initReadable(this, options);
  initWritable(this, options);
  if (options?.allowHalfOpen === false) hidden(this, 'allowHalfOpen', false);
  return this;
}
inherit(Duplex, Readable, {});
Object.defineProperties(Duplex.prototype, Object.getOwnPropertyDescriptors(writableMethods));

// What is written comes out at the other end, changed by `_transform`.
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, options);
  if (options?.transform) this._transform = options.transform;
  if (options?.flush) this._flush = options.flush;
  return this;
}
inherit(Transform, Duplex, {
  _transform() { throw codedError(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The _transform() method is not implemented'); },
  _read() {},
  _write(chunk, encoding, done) {
    this._transform(chunk, encoding, (error, result) => {
      if (!error && result !== undefined && result !== null) this.push(result);
      done(error);
    });
  },
  _final(done) {
    const end = (error, result) => {
      if (!error && result !== undefined && result !== null) this.push(result);
      if (!error) this.push(null);
      done(error);
    };
    if (this._flush) this._flush(end);
    else end();
  },
});

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
  return this;
}
inherit(PassThrough, Transform, { _transform(chunk, encoding, done) { done(null, chunk); } });

const isStream = (value) => typeof value?.pipe === 'function' || typeof value?.write === 'function';

// Calls back once, when a stream has nothing more to give and to take.
function finished(stream, options, done) {
  const callback = typeof options === 'function' ? options : done;
  const waits = new Set();
  if (stream._readableState ? !stream._readableState.endEmitted : stream.readable) waits.add('end');
  if (stream._writableState ? !stream._writableState.finished : stream.writable) waits.add('finish');
  let called = false;
  const call = (error) => {
    if (!called) callback.call(stream, error);
    called = true;
  };
  const over = (name) => () => {
    waits.delete(name);
    if (waits.size === 0) nextTick(call);
  };
  if (waits.size === 0) nextTick(call);
  stream.on('end', over('end')).on('finish', over('finish')).on('error', call);
  stream.on('close', () => {
    if (waits.size > 0 && !called) call(stream.errored ?? codedError(Error, 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close'));
  });
  return () => { called = true; };
}

function pipeline(...given) {
  const callback = typeof given.at(-1) === 'function' && given.length > 1 ? given.pop() : () => {};
  const parts = Array.isArray(given[0]) && given.length === 1 ? given[0] : given;
  let called = false;
  const streams = [];
  const call = (error, value) => {
    if (called) return;
    called = true;
    if (error) for (const stream of streams) if (stream.fd === undefined || stream.fd > 2) stream.destroy?.();
    nextTick(callback, error, value);
  };
  let current;
  parts.forEach((part, i) => {
    let next = part;
    if (typeof part === 'function') {
      next = part(current);
      if (typeof next?.then === 'function') {
        next.then((value) => call(undefined, value), call);
        return;
      }
    }
    if (!isStream(next)) next = Readable.from(next);
    streams.push(next);
    next.on('error', call);
    if (current !== undefined && typeof part !== 'function') current.pipe(next);
    if (i === parts.length - 1) {
      if (next.fd === 1 || next.fd === 2) current.once('end', () => call());
      else next.once(typeof next.write === 'function' ? 'finish' : 'end', () => call());
      if (typeof next.write !== 'function') next.resume();
    }
    current = next;
  });
  return current;
}

const promised = (action) => (...values) => new Promise((resolve, reject) => {
  action(...values, (error, value) => (error ? reject(error) : resolve(value)));
});
const promises = { pipeline: promised(pipeline), finished: promised(finished) };
hidden(pipeline, Symbol.for('nodejs.util.promisify.custom'), promises.pipeline);
hidden(finished, Symbol.for('nodejs.util.promisify.custom'), promises.finished);

addOperators(stdio.Readable.prototype);
for (const [Type, Base] of [[stdio.Readable, Readable], [stdio.Writable, Writable]]) {
  Object.defineProperty(Base, Symbol.hasInstance, {
    value(value) {
      return isInstance.call(this, value) || (this === Base && (isInstance.call(Type, value) ||
        (Base === Writable && value?._writableState !== undefined)));
    },
  });
}

module.exports = Object.assign(Stream, {
  Stream, Readable, Writable, Duplex, Transform, PassThrough, finished, pipeline, promises, EventEmitter,
  isReadable: (stream) => Boolean(stream?.readable) && !stream.destroyed,
  isErrored: (stream) => Boolean(stream?.errored),
  addAbortSignal(signal, stream) {
    signal.addEventListener('abort', () => stream.destroy(signal.reason));
    return stream;
  },
});
