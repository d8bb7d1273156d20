// EventEmitter.

const { codedError, invalidArgument } = require('errors');

function checkListener(listener) {
  if (typeof listener !== 'function') throw invalidArgument('listener', 'of type function', listener);
}

function table(emitter) {
  if (emitter._events === undefined || emitter._events === Object.getPrototypeOf(emitter)._events) {
    Object.defineProperty(emitter, '_events', { value: Object.create(null), writable: true, configurable: true });
  }
  return emitter._events;
}

function add(emitter, name, listener, first) {
  checkListener(listener);
  const events = table(emitter);
  if (events.newListener !== undefined) emitter.emit('newListener', name, listener.listener ?? listener);
  const list = events[name];
  // Lists are replaced and not changed, so that `emit` can walk one while listeners come and go.
  if (list === undefined) events[name] = [listener];
  else events[name] = first ? [listener, ...list] : [...list, listener];
  return emitter;
}

function onceWrapper(emitter, name, listener) {
  checkListener(listener);
  const wrapper = function (...values) {
    emitter.removeListener(name, wrapper);
    return listener.apply(this, values);
  };
  wrapper.listener = listener;
  return wrapper;
}

// A function and not a class, because old code inherits with `EventEmitter.call(this)`.
function EventEmitter() {
  table(this);
}

Object.assign(EventEmitter.prototype, {
  on(name, listener) { return add(this, name, listener, false); },
  addListener(name, listener) { return add(this, name, listener, false); },
  prependListener(name, listener) { return add(this, name, listener, true); },
  once(name, listener) { return this.on(name, onceWrapper(this, name, listener)); },
  prependOnceListener(name, listener) { return this.prependListener(name, onceWrapper(this, name, listener)); },
  removeListener(name, listener) {
    const events = table(this);
    const list = events[name];
    if (list === undefined) return this;
    const index = list.findLastIndex((each) => each === listener || each.listener === listener);
    if (index < 0) return this;
    if (list.length === 1) delete events[name];
    else events[name] = list.toSpliced(index, 1);
    if (events.removeListener !== undefined) this.emit('removeListener', name, listener);
    return this;
  },
  off(name, listener) { return this.removeListener(name, listener); },
  removeAllListeners(name) {
    if (name === undefined) this._events = Object.create(null);
    else delete table(this)[name];
    return this;
  },
  emit(name, ...values) {
    const list = table(this)[name];
    if (list === undefined) {
      if (name !== 'error') return false;
      if (values[0] instanceof Error) throw values[0];
      throw codedError(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${require('inspect').inspect(values[0])})`);
    }
    for (const listener of list) listener.apply(this, values);
    return true;
  },
  listeners(name) { return (table(this)[name] ?? []).map((each) => each.listener ?? each); },
  rawListeners(name) { return [...(table(this)[name] ?? [])]; },
  listenerCount(name) { return table(this)[name]?.length ?? 0; },
  eventNames() { return Reflect.ownKeys(table(this)); },
  setMaxListeners() { return this; },
  getMaxListeners() { return EventEmitter.defaultMaxListeners; },
});
for (const name of Object.keys(EventEmitter.prototype)) {
  Object.defineProperty(EventEmitter.prototype, name, { enumerable: false });
}

function once(emitter, name) {
  return new Promise((resolve, reject) => {
    const fail = (error) => {
      emitter.removeListener(name, succeed);
      reject(error);
    };
    const succeed = (...values) => {
      emitter.removeListener('error', fail);
      resolve(values);
    };
    emitter.once(name, succeed);
    if (name !== 'error') emitter.once('error', fail);
  });
}

// The events of a name as an asynchronous sequence of the values that came with them.
function on(emitter, name, options) {
  const ready = [];
  const asking = [];
  let failure;
  let over = false;
  const take = (...values) => {
    if (asking.length > 0) asking.shift()[0]({ value: values, done: false });
    else ready.push(values);
  };
  const end = () => {
    over = true;
    emitter.removeListener(name, take).removeListener('error', fail);
    for (const [resolve] of asking.splice(0)) resolve({ value: undefined, done: true });
  };
  const fail = (error) => {
    if (asking.length > 0) asking.shift()[1](error);
    else failure = error;
    end();
  };
  emitter.on(name, take);
  if (name !== 'error') emitter.on('error', fail);
  for (const closing of options?.close ?? []) emitter.on(closing, end);
  options?.signal?.addEventListener('abort', () => fail(options.signal.reason));
  return {
    async next() {
      if (ready.length > 0) return { value: ready.shift(), done: false };
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      if (over) return { value: undefined, done: true };
      return new Promise((resolve, reject) => { asking.push([resolve, reject]); });
    },
    async return() {
      end();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

EventEmitter.EventEmitter = EventEmitter;
EventEmitter.on = on;
EventEmitter.captureRejectionSymbol = Symbol.for('nodejs.rejection');
EventEmitter.errorMonitor = Symbol('events.errorMonitor');
EventEmitter.once = once;
EventEmitter.defaultMaxListeners = 10;
EventEmitter.listenerCount = (emitter, name) => emitter.listenerCount(name);

module.exports = EventEmitter;
