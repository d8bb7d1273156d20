// Timers and immediates. The loop (loop.js) asks for what is due.

const { invalidArgument } = require('errors');
const { inspect } = require('inspect');

const MAX_DELAY = 2 ** 31 - 1;
let nextId = 1;
const byId = new Map();
// How many timers and immediates keep the program alive.
let live = 0;

// A heap, ordered by time and, among equals, by the order of creation.
const heap = [];

function before(a, b) {
  return a._time !== b._time ? a._time < b._time : a._order < b._order;
}

function push(timer) {
  let at = heap.length;
  heap.push(timer);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(timer, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = timer;
}

function pop() {
  const top = heap[0];
  const last = heap.pop();
  if (heap.length > 0) {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
  }
  return top;
}

let order = 0;

class Timeout {
  constructor(callback, delay, values, repeat) {
    if (typeof callback !== 'function') throw invalidArgument('callback', 'of type function', callback);
    const ms = Number(delay);
    this._idleTimeout = ms >= 1 && ms <= MAX_DELAY ? Math.trunc(ms) : 1;
    this._onTimeout = callback;
    this._repeat = repeat ? this._idleTimeout : null;
    this._destroyed = false;
    for (const [name, value] of [['_values', values], ['_id', nextId++], ['_ref', true], ['_time', 0], ['_order', 0]]) {
      Object.defineProperty(this, name, { value, writable: true });
    }
    live++;
    start(this);
  }
  ref() {
    if (!this._ref && !this._destroyed) live++;
    this._ref = true;
    return this;
  }
  unref() {
    if (this._ref && !this._destroyed) live--;
    this._ref = false;
    return this;
  }
  hasRef() { return this._ref; }
  refresh() {
    if (!this._destroyed) {
      remove(this);
      start(this);
    }
    return this;
  }
  close() {
    clearTimeout(this);
    return this;
  }
  [Symbol.toPrimitive]() { return this._id; }
  [inspect.custom](depth, options, show) { return show({ ...this }, { ...options, customInspect: false }).replace(/^\{/, 'Timeout {'); }
}

function start(timer) {
  timer._time = host.now() + timer._idleTimeout;
  timer._order = order++;
  byId.set(timer._id, timer);
  push(timer);
}

function remove(timer) {
  const index = heap.indexOf(timer);
  if (index < 0) return;
  heap.splice(index, 1);
  const rest = heap.splice(0);
  for (const each of rest) push(each);
}

function clearTimeout(handle) {
  const timer = handle instanceof Timeout ? handle : byId.get(Number(handle));
  if (timer === undefined || timer._destroyed) return;
  // It stays in the heap until it comes to the top, for to take one out of the middle is slow.
  end(timer);
}

function end(timer) {
  timer._destroyed = true;
  byId.delete(timer._id);
  if (timer._ref) live--;
}

function setTimeout(callback, delay, ...values) {
  return new Timeout(callback, delay, values, false);
}

function setInterval(callback, delay, ...values) {
  return new Timeout(callback, delay, values, true);
}

class Immediate {
  constructor(callback, values) {
    if (typeof callback !== 'function') throw invalidArgument('callback', 'of type function', callback);
    this._onImmediate = callback;
    this._values = values;
    this._ref = true;
  }
  ref() {
    if (!this._ref && immediates.has(this)) live++;
    this._ref = true;
    return this;
  }
  unref() {
    if (this._ref && immediates.has(this)) live--;
    this._ref = false;
    return this;
  }
  hasRef() { return this._ref; }
}

let immediates = new Set();

function setImmediate(callback, ...values) {
  const immediate = new Immediate(callback, values);
  immediates.add(immediate);
  live++;
  return immediate;
}

function clearImmediate(immediate) {
  if (immediates.delete(immediate) && immediate._ref) live--;
}

// Drops cancelled timers at the top, and gives the next one, if there is any.
function next() {
  while (heap.length > 0 && heap[0]._destroyed) pop();
  return heap[0];
}

// Calls `after` behind each callback that was due. A delay of one millisecond, which stands for none, is always over.
function runDue(after) {
  const now = host.now();
  const last = order;
  for (let timer = next(); timer !== undefined; timer = next()) {
    if (timer._order >= last || (timer._time > now && timer._idleTimeout > 1)) break;
    pop();
    if (timer._repeat === null) end(timer);
    try {
      timer._onTimeout(...timer._values);
    } finally {
      if (timer._repeat !== null && !timer._destroyed) start(timer);
    }
    after();
  }
}

function runImmediates(after) {
  // Those that are added meanwhile have their turn the next time.
  for (const immediate of [...immediates]) {
    if (!immediates.has(immediate)) continue;
    clearImmediate(immediate);
    immediate._onImmediate(...immediate._values);
    after();
  }
}

const promises = {
  setTimeout: (delay, value, options) => new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, delay, value);
    options?.signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(Object.assign(new Error('The operation was aborted', { cause: options.signal.reason }), { name: 'AbortError', code: 'ABORT_ERR' }));
    });
  }),
  setImmediate: (value) => new Promise((resolve) => { setImmediate(resolve, value); }),
  async* setInterval(delay, value) {
    for (;;) yield await promises.setTimeout(delay, value);
  },
  scheduler: { wait: (delay) => promises.setTimeout(delay), yield: () => promises.setImmediate() },
};
setTimeout[Symbol.for('nodejs.util.promisify.custom')] = promises.setTimeout;
setImmediate[Symbol.for('nodejs.util.promisify.custom')] = promises.setImmediate;

// What the loop alone needs is out of sight of programs that list the module's names.
Object.defineProperty(module.exports, 'internals', {
  value: { next, runDue, runImmediates, alive: () => live > 0, hasImmediates: () => immediates.size > 0 },
});
Object.assign(module.exports, {
  setTimeout, setInterval, setImmediate, clearTimeout, clearInterval: clearTimeout, clearImmediate, promises,
});
