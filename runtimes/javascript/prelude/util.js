// `util`, and the deep comparison that `assert` uses too.

const { format, formatWith, inspect, isTypedArray } = require('inspect');
const { TextDecoder, TextEncoder } = require('encoding');
const { codedError, invalidArgument } = require('errors');

const promisifyCustom = Symbol.for('nodejs.util.promisify.custom');

function promisify(original) {
  if (typeof original !== 'function') throw invalidArgument('original', 'of type function', original);
  if (original[promisifyCustom]) return original[promisifyCustom];
  return function (...values) {
    return new Promise((resolve, reject) => {
      original.call(this, ...values, (error, value) => (error ? reject(error) : resolve(value)));
    });
  };
}
promisify.custom = promisifyCustom;

function callbackify(original) {
  return function (...values) {
    const callback = values.pop();
    original.apply(this, values).then((value) => process.nextTick(callback, null, value),
      (error) => process.nextTick(callback, error));
  };
}

function inherits(constructor, parent) {
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

function deprecate(action, message) {
  let warned = false;
  return function (...values) {
    if (!warned) process.emitWarning(`DeprecationWarning: ${message}`);
    warned = true;
    return new.target ? Reflect.construct(action, values, new.target) : action.apply(this, values);
  };
}

const isObject = (value) => typeof value === 'object' && value !== null;

function sameKeys(a, b, strict) {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return null;
  if (!strict) return keys;
  const symbols = (value) => Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  const own = symbols(a);
  if (own.length !== symbols(b).length || !own.every((key) => Object.hasOwn(b, key))) return null;
  return [...keys, ...own];
}

function sameMembers(a, b, equal) {
  const rest = [...b];
  return [...a].every((item) => {
    const index = rest.findIndex((other) => equal(item, other));
    if (index < 0) return false;
    rest.splice(index, 1);
    return true;
  });
}

function deepEqual(a, b, strict, seen = new Map()) {
  if (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const kind = host.className(a);
  if (kind !== host.className(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  const equal = (x, y) => deepEqual(x, y, strict, seen);
  try {
    if (Array.isArray(a) && a.length !== b.length) return false;
    if (kind === 'Date' && a.getTime() !== b.getTime()) return false;
    if (kind === 'RegExp' && (String(a) !== String(b) || a.lastIndex !== b.lastIndex)) return false;
    if (kind === 'Error' && (a.message !== b.message || a.name !== b.name)) return false;
    if (['Number', 'String', 'Boolean', 'BigInt', 'Symbol'].includes(kind) && !Object.is(a.valueOf(), b.valueOf())) return false;
    if (kind === 'Set' && (a.size !== b.size || ![...a].every((item) => b.has(item))) &&
        (a.size !== b.size || !sameMembers(a, b, equal))) return false;
    if (kind === 'Map') {
      if (a.size !== b.size) return false;
      const simple = [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)));
      if (!simple && !sameMembers(a, b, (x, y) => equal(x[0], y[0]) && equal(x[1], y[1]))) return false;
    }
    if (isTypedArray(a) || kind === 'ArrayBuffer') {
      const [x, y] = isTypedArray(a) ? [a, b] : [new Uint8Array(a), new Uint8Array(b)];
      return x.length === y.length && x.every((item, i) => (strict ? Object.is(item, y[i]) : item == y[i]));
    }
    const keys = sameKeys(a, b, strict);
    return keys !== null && keys.every((key) => equal(a[key], b[key]));
  } finally {
    seen.delete(a);
  }
}

const kinds = (...names) => (value) => names.includes(host.className(value));
const types = {
  isProxy: (value) => host.proxyTarget(value) !== undefined,
  isTypedArray,
  isArrayBufferView: ArrayBuffer.isView,
  isAnyArrayBuffer: kinds('ArrayBuffer', 'SharedArrayBuffer'),
  isNativeError: kinds('Error'),
  isBoxedPrimitive: kinds('Number', 'String', 'Boolean', 'BigInt', 'Symbol'),
  isAsyncFunction: (value) => typeof value === 'function' && /^\[object Async/.test(Object.prototype.toString.call(value)),
  isGeneratorFunction: (value) => typeof value === 'function' && /Generator/.test(Object.prototype.toString.call(value)),
  isGeneratorObject: kinds('Generator'),
  isNumberObject: kinds('Number'),
  isStringObject: kinds('String'),
  isBooleanObject: kinds('Boolean'),
  isBigIntObject: kinds('BigInt'),
  isSymbolObject: kinds('Symbol'),
};
for (const name of ['Map', 'Set', 'WeakMap', 'WeakSet', 'Date', 'RegExp', 'Promise', 'ArrayBuffer', 'SharedArrayBuffer',
  'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) types[`is${name}`] = kinds(name);

// Takes command lines apart, by the rules of `options`.
function parseArgs({ args = process.argv.slice(2), options = {}, strict = true, allowPositionals = !strict } = {}) {
  const values = Object.create(null);
  const positionals = [];
  const put = (name, value) => {
    const known = options[name];
    if (strict && known === undefined) throw codedError(TypeError, 'ERR_PARSE_ARGS_UNKNOWN_OPTION', `Unknown option '--${name}'`);
    if (known?.multiple) (values[name] ??= []).push(value);
    else values[name] = value;
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--') {
      positionals.push(...args.slice(i + 1));
      break;
    }
    const [, dashes, word, given] = /^(--?)([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (dashes === undefined) {
      if (!allowPositionals) {
        throw codedError(TypeError, 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
          `Unexpected argument '${arg}'. This command does not take positional arguments`);
      }
      positionals.push(arg);
      continue;
    }
    const longName = (letter) => Object.keys(options).find((name) => options[name].short === letter) ?? letter;
    const names = dashes === '--' ? [word] : [...word].map(longName);
    names.forEach((name, j) => {
      if (options[name]?.type === 'string') put(name, given ?? (j < names.length - 1 ? word.slice(j + 1) : args[++i]));
      else put(name, given ?? true);
    });
  }
  for (const [name, { default: usual }] of Object.entries(options)) if (usual !== undefined && !(name in values)) values[name] = usual;
  return { values, positionals };
}

function styleText(format, text) {
  for (const name of [].concat(format)) {
    if (inspect.colors[name] === undefined) throw invalidArgument('format', 'one of the colors and styles', name);
  }
  // Nobody looks at a terminal.
  return text;
}

module.exports = {
  parseArgs,
  styleText,
  inspect, format, formatWithOptions: (options, ...values) => formatWith(options, values), promisify, callbackify, inherits,
  deprecate, TextEncoder, TextDecoder,
  isDeepStrictEqual: (a, b) => deepEqual(a, b, true),
  isArray: Array.isArray,
  stripVTControlCharacters: (text) => text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ''),
  toUSVString: (text) => String(text).toWellFormed(),
  debuglog: () => Object.assign(() => {}, { enabled: false }),
  types,
};
Object.defineProperty(module.exports, 'deepEqual', { value: deepEqual });
