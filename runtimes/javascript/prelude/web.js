// What browsers and Node have in common: events on targets, cancellation, pieces of data, and the network, which is absent.

const { Buffer } = require('buffer');
const { inspect } = require('inspect');

class Event {
  #type;
  #flags;
  #stopped = false;
  #prevented = false;
  constructor(type, options = {}) {
    this.#type = String(type);
    this.#flags = options ?? {};
    for (const name of ['target', 'currentTarget']) Object.defineProperty(this, `_${name}`, { value: null, writable: true });
    Object.defineProperty(this, 'timeStamp', { value: host.now() });
  }
  get type() { return this.#type; }
  get target() { return this._target; }
  get srcElement() { return this._target; }
  get currentTarget() { return this._currentTarget; }
  get bubbles() { return Boolean(this.#flags.bubbles); }
  get cancelable() { return Boolean(this.#flags.cancelable); }
  get composed() { return Boolean(this.#flags.composed); }
  get defaultPrevented() { return this.#prevented; }
  get isStopped() { return this.#stopped; }
  composedPath() { return this._target === null ? [] : [this._target]; }
  preventDefault() { if (this.cancelable) this.#prevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this.#stopped = true; }
}

class CustomEvent extends Event {
  #detail;
  constructor(type, options) {
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() { return this.#detail; }
}

class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options) {
    if (listener === null || listener === undefined) return;
    const list = this.#listeners.get(type) ?? [];
    if (list.some((each) => each.listener === listener)) return;
    const signal = typeof options === 'object' ? options?.signal : undefined;
    if (signal?.aborted) return;
    this.#listeners.set(type, [...list, { listener, once: typeof options === 'object' && Boolean(options?.once) }]);
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener));
  }
  removeEventListener(type, listener) {
    this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter((each) => each.listener !== listener));
  }
  dispatchEvent(event) {
    event._target = event._currentTarget = this;
    const handler = this[`on${event.type}`];
    const list = [...(typeof handler === 'function' ? [{ listener: handler }] : []), ...(this.#listeners.get(event.type) ?? [])];
    for (const { listener, once } of list) {
      if (once) this.removeEventListener(event.type, listener);
      try {
        if (typeof listener === 'function') listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        process.nextTick(() => { throw error; });
      }
      if (event.isStopped) break;
    }
    event._currentTarget = null;
    return !event.defaultPrevented;
  }
  [inspect.custom]() { return `${this.constructor.name} {}`; }
}

const secret = Symbol('secret');

class AbortSignal extends EventTarget {
  #reason;
  #aborted = false;
  constructor(key) {
    super();
    if (key !== secret) throw new TypeError('Illegal constructor');
    this.onabort = null;
    Object.defineProperty(this, 'onabort', { enumerable: false });
  }
  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }
  static abortWith(signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
    signal.dispatchEvent(new Event('abort'));
  }
  static abort(reason) {
    const signal = new AbortSignal(secret);
    abortWith(signal, reason);
    return signal;
  }
  static timeout(delay) {
    const signal = new AbortSignal(secret);
    setTimeout(() => abortWith(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay).unref();
    return signal;
  }
  static any(signals) {
    const signal = new AbortSignal(secret);
    for (const each of signals) {
      if (each.aborted) abortWith(signal, each.reason);
      else each.addEventListener('abort', () => abortWith(signal, each.reason));
    }
    return signal;
  }
  [inspect.custom]() { return `AbortSignal { aborted: ${this.#aborted} }`; }
}
const { abortWith } = AbortSignal;
delete AbortSignal.abortWith;

class AbortController {
  #signal = new AbortSignal(secret);
  get signal() { return this.#signal; }
  abort(reason) { abortWith(this.#signal, reason); }
  [inspect.custom](depth, options) { return `AbortController { signal: ${inspect(this.#signal, options)} }`; }
}

class Blob {
  #bytes;
  #type;
  constructor(parts = [], options = {}) {
    this.#bytes = Buffer.concat(Array.from(parts, (part) => (part instanceof Blob ? part.#bytes
      : Buffer.from(typeof part === 'object' ? part : String(part)))));
    this.#type = String(options.type ?? '').toLowerCase();
  }
  get size() { return this.#bytes.length; }
  get type() { return this.#type; }
  async text() { return this.#bytes.toString(); }
  async arrayBuffer() { return this.#bytes.buffer.slice(this.#bytes.byteOffset, this.#bytes.byteOffset + this.#bytes.length); }
  async bytes() { return new Uint8Array(this.#bytes); }
  slice(start, end, type) {
    const part = new Blob([], { type });
    part.#bytes = this.#bytes.slice(start, end);
    return part;
  }
  [inspect.custom]() { return `Blob { size: ${this.size}, type: ${inspect(this.#type)} }`; }
}

class Headers {
  #map = new Map();
  constructor(init = {}) {
    for (const [name, value] of init?.[Symbol.iterator] ? init : Object.entries(init ?? {})) this.append(name, value);
  }
  append(name, value) {
    const key = String(name).toLowerCase();
    this.#map.set(key, this.#map.has(key) ? `${this.#map.get(key)}, ${value}` : String(value));
  }
  set(name, value) { this.#map.set(String(name).toLowerCase(), String(value)); }
  get(name) { return this.#map.get(String(name).toLowerCase()) ?? null; }
  has(name) { return this.#map.has(String(name).toLowerCase()); }
  delete(name) { this.#map.delete(String(name).toLowerCase()); }
  forEach(action, self) { for (const [name, value] of this) action.call(self, value, name, this); }
  entries() { return [...this.#map].sort(([a], [b]) => (a < b ? -1 : 1)).values(); }
  *keys() { for (const [name] of this) yield name; }
  *values() { for (const [, value] of this) yield value; }
  [Symbol.iterator]() { return this.entries(); }
}

class Body {
  #bytes;
  constructor(body) {
    this.#bytes = Buffer.from(ArrayBuffer.isView(body) ? body : String(body ?? ''));
    this.bodyUsed = false;
    Object.defineProperty(this, 'bodyUsed', { enumerable: false });
  }
  async text() {
    this.bodyUsed = true;
    return this.#bytes.toString();
  }
  async json() { return JSON.parse(await this.text()); }
  async arrayBuffer() { return new Uint8Array(this.#bytes).buffer; }
  async blob() { return new Blob([this.#bytes]); }
}

class Response extends Body {
  constructor(body, { status = 200, statusText = '', headers } = {}) {
    super(body);
    Object.assign(this, { status, statusText, ok: status >= 200 && status < 300, headers: new Headers(headers),
      url: '', type: 'default', redirected: false });
  }
  static json(value, options) { return new Response(JSON.stringify(value), options); }
}

class Request extends Body {
  constructor(input, { method = 'GET', headers, body } = {}) {
    super(body);
    Object.assign(this, { url: String(input?.url ?? input), method: method.toUpperCase(), headers: new Headers(headers) });
  }
}

async function fetch() {
  const cause = new Error('getaddrinfo ENOTFOUND: there is no network here');
  Object.assign(cause, { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
  throw new TypeError('fetch failed', { cause });
}

// A program has one thread, so nobody can come in between.
const Atomics = {};
const operations = {
  add: (a, b) => a + b, sub: (a, b) => a - b, and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b, exchange: (a, b) => b,
  store: (a, b) => b,
};
function checked(array, index) {
  if (!ArrayBuffer.isView(array) || /Float|Clamped|DataView/.test(array[Symbol.toStringTag])) {
    throw new TypeError('[object Array] is not an integer typed array.');
  }
  if (!(index >= 0 && index < array.length)) throw new RangeError('Invalid atomic access index');
}
const methods = {
  load(array, index) {
    checked(array, index);
    return array[index];
  },
  compareExchange(array, index, expected, value) {
    checked(array, index);
    const old = array[index];
    if (old === expected) array[index] = value;
    return old;
  },
  isLockFree: (size) => [1, 2, 4, 8].includes(size),
  // Nobody could ever wake the program, so it sleeps until its time is over.
  wait(array, index, value, timeout = Infinity) {
    checked(array, index);
    if (array[index] !== value) return 'not-equal';
    host.sleep(Math.min(timeout, 2 ** 31));
    return 'timed-out';
  },
  notify: () => 0,
};
for (const [name, operate] of Object.entries(operations)) {
  methods[name] = (array, index, value) => {
    checked(array, index);
    const old = array[index];
    array[index] = operate(old, value);
    return name === 'store' ? value : old;
  };
}
for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Atomics, name, { value, writable: true, configurable: true });
}
Object.defineProperty(Atomics, Symbol.toStringTag, { value: 'Atomics', configurable: true });

module.exports = { Event, CustomEvent, EventTarget, AbortSignal, AbortController, Blob, Headers, Response, Request, fetch, Atomics };
