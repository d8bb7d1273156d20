// structuredClone.

const { isTypedArray } = require('inspect');

function refuse(value) {
  const what = typeof value === 'symbol' ? value.toString() : typeof value === 'function' ? String(value) : '#<Object>';
  throw new DOMException(`${what} could not be cloned.`, 'DataCloneError');
}

function clone(value, seen, transferred) {
  if (typeof value === 'function' || typeof value === 'symbol') refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  const kind = host.className(value);
  if (Array.isArray(value)) {
    const copy = keep(new Array(value.length));
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen, transferred);
    return copy;
  }
  if (isTypedArray(value) || kind === 'DataView') {
    const buffer = clone(value.buffer, seen, transferred);
    const Type = globalThis[kind];
    return keep(new Type(buffer, value.byteOffset, kind === 'DataView' ? value.byteLength : value.length));
  }
  switch (kind) {
    case 'Date': return keep(new Date(value.getTime()));
    case 'RegExp': return keep(new RegExp(value.source, value.flags));
    case 'ArrayBuffer': return keep(transferred.has(value) ? value.transfer() : value.slice(0));
    case 'Number': case 'String': case 'Boolean': case 'BigInt': return keep(Object(value.valueOf()));
    case 'Map': {
      const copy = keep(new Map());
      for (const [key, item] of value) copy.set(clone(key, seen, transferred), clone(item, seen, transferred));
      return copy;
    }
    case 'Set': {
      const copy = keep(new Set());
      for (const item of value) copy.add(clone(item, seen, transferred));
      return copy;
    }
    case 'Error': {
      const names = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];
      const Type = names.includes(value.name) ? globalThis[value.name] : Error;
      const copy = keep(new Type(value.message));
      copy.stack = value.stack;
      if (Object.hasOwn(value, 'cause')) copy.cause = clone(value.cause, seen, transferred);
      return copy;
    }
    case 'Object': case 'Arguments': {
      const copy = keep({});
      for (const key of Object.keys(value)) copy[key] = clone(value[key], seen, transferred);
      return copy;
    }
    default: return refuse(value);
  }
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new TypeError("The \"value\" argument must be specified");
  return clone(value, new Map(), new Set(options?.transfer));
}

module.exports = { structuredClone };
