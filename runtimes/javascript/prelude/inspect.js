// util.inspect and util.format. What people print is compared byte by byte, so the layout follows Node's rules: depth 2,
// 80 columns, short arrays in columns, up to three inner levels on one line.

const custom = Symbol.for('nodejs.util.inspect.custom');

const defaults = {
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
};

const OBJECT = 0;
const ARRAY_ITEM = 1;
const ARRAY_EXTRA = 2;

const styles = {
  special: [36, 39], number: [33, 39], bigint: [33, 39], boolean: [33, 39], undefined: [90, 39], null: [1, 22],
  string: [32, 39], symbol: [32, 39], date: [35, 39], regexp: [31, 39], module: [4, 24],
};

function plain(text) {
  return text;
}

function colored(text, style) {
  const codes = styles[style];
  return codes === undefined ? text : `\x1b[${codes[0]}m${text}\x1b[${codes[1]}m`;
}

const escapes = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };
const needsEscape = /[\x00-\x1f\x7f-\x9f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const allEscapes = new RegExp(needsEscape.source, 'g');

function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
  }
  let body = text;
  if (needsEscape.test(text)) {
    body = text.replace(allEscapes, (character) => {
      const code = character.charCodeAt(0);
      if (code > 0xff) return `\\u${code.toString(16).toUpperCase()}`;
      return escapes[character] ?? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
    });
  }
  if (mark === "'" && text.includes("'")) body = body.replaceAll("'", "\\'");
  return mark + body + mark;
}

function formatNumber(value, stylize = plain) {
  return stylize(Object.is(value, -0) ? '-0' : String(value), 'number');
}

function formatPrimitive(ctx, value) {
  switch (typeof value) {
    case 'string': {
      let text = value;
      let trailer = '';
      if (ctx.maxStringLength !== null && text.length > ctx.maxStringLength) {
        const more = text.length - ctx.maxStringLength;
        text = text.slice(0, ctx.maxStringLength);
        trailer = `... ${more} more character${more > 1 ? 's' : ''}`;
      }
      if (ctx.compact !== true && text.length > 16 && text.length > ctx.breakLength - ctx.indentation - 4) {
        return text.split(/(?<=\n)/).map((line) => ctx.stylize(quote(line), 'string'))
          .join(` +\n${' '.repeat(ctx.indentation + 2)}`) + trailer;
      }
      return ctx.stylize(quote(text), 'string') + trailer;
    }
    case 'number': return formatNumber(value, ctx.stylize);
    case 'bigint': return ctx.stylize(`${value}n`, 'bigint');
    case 'boolean': return ctx.stylize(String(value), 'boolean');
    case 'undefined': return ctx.stylize('undefined', 'undefined');
    case 'symbol': return ctx.stylize(value.toString(), 'symbol');
    default: return ctx.stylize('null', 'null');
  }
}

function constructorName(value) {
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    const own = Object.getOwnPropertyDescriptor(object, 'constructor');
    if (own !== undefined && typeof own.value === 'function' && own.value.name !== '') {
      try {
        if (value instanceof own.value) return String(own.value.name);
      } catch {
        // What has no usable prototype cannot be a constructor.
      }
    }
  }
  return null;
}

function prefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

function keysOf(value, showHidden, withoutIndices) {
  let keys;
  if (showHidden) {
    keys = [...Object.getOwnPropertyNames(value), ...Object.getOwnPropertySymbols(value)];
  } else {
    try {
      keys = Object.keys(value);
    } catch {
      keys = Object.getOwnPropertyNames(value);
    }
    const symbols = Object.getOwnPropertySymbols(value);
    if (symbols.length > 0) {
      keys.push(...symbols.filter((key) => Object.prototype.propertyIsEnumerable.call(value, key)));
    }
  }
  if (!withoutIndices) return keys;
  // Indices come first in the order of keys, so what follows them is found from the end.
  let first = keys.length;
  while (first > 0 && (typeof keys[first - 1] === 'symbol' || !/^(?:0|[1-9]\d*)$/.test(keys[first - 1]))) first--;
  return first === 0 ? keys : keys.slice(first);
}

function functionBase(value, constructor, tag) {
  const source = Function.prototype.toString.call(value);
  if (/^class\b/.test(source) && source.endsWith('}')) {
    const name = (Object.hasOwn(value, 'name') && value.name) || '(anonymous)';
    let base = `class ${name}`;
    if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
    if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
    if (constructor === null) {
      base += ' extends null';
    } else {
      const parent = Object.getPrototypeOf(value).name;
      if (parent) base += ` extends ${parent}`;
    }
    return `[${base}]`;
  }
  const kind = { GeneratorFunction: 'GeneratorFunction', AsyncFunction: 'AsyncFunction',
    AsyncGeneratorFunction: 'AsyncGeneratorFunction' }[Object.prototype.toString.call(value).slice(8, -1)] ?? 'Function';
  let base = `[${kind}`;
  if (constructor === null) base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)' : `: ${String(value.name)}`;
  base += ']';
  if (constructor !== kind && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function errorBase(ctx, error, constructor, tag, keys) {
  const name = error.name == null ? 'Error' : String(error.name);
  let stack = error.stack ? String(error.stack) : Error.prototype.toString.call(error);
  for (const key of ['name', 'message', 'stack']) {
    const index = keys.indexOf(key);
    if (index >= 0 && (typeof error[key] !== 'string' || stack.includes(error[key]))) keys.splice(index, 1);
  }
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
  // A class that did not set `name` is shown under its own name.
  if (constructor === null || (name.endsWith('Error') && stack.startsWith(name) && constructor !== name &&
      (stack.length === name.length || stack[name.length] === ':' || stack[name.length] === '\n'))) {
    if (constructor === null) {
      stack = stack.replace(/^[\w$]*/, (found) => `[${found || name}: null prototype]`);
    } else if (!constructor.includes(name)) {
      stack = `${constructor}${stack.slice(name.length)}`.replace(/^/, '');
      if (!/Error$/.test(constructor)) stack = `${constructor} [${name}]${stack.slice(constructor.length)}`;
    } else {
      stack = constructor + stack.slice(name.length);
    }
  }
  const text = error.message ? stack.indexOf(error.message) + String(error.message).length : 0;
  if (stack.indexOf('\n    at', Math.max(text - 1, 0)) < 0) stack = `[${stack}]`;
  if (ctx.indentation > 0) stack = stack.replaceAll('\n', `\n${' '.repeat(ctx.indentation)}`);
  return stack;
}

const boxes = { Number: Number, String: String, Boolean: Boolean, BigInt: BigInt, Symbol: Symbol };

function boxedBase(ctx, value, kind, constructor, tag) {
  let base = `[${kind}`;
  if (constructor === null) base += ' (null prototype)';
  else if (kind !== constructor) base += ` (${constructor})`;
  base += `: ${formatPrimitive({ ...ctx, stylize: plain }, boxes[kind].prototype.valueOf.call(value))}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  return ctx.stylize(base, kind.toLowerCase());
}

function more(count, what) {
  return `... ${count} more ${what}${count > 1 ? 's' : ''}`;
}

function limitOf(ctx, length) {
  return Math.min(ctx.maxArrayLength === null ? Infinity : Math.max(0, ctx.maxArrayLength), length);
}

function formatArray(ctx, value, level) {
  const output = [];
  const limit = limitOf(ctx, value.length);
  let index = 0;
  while (index < value.length && output.length < limit) {
    if (Object.hasOwn(value, index)) {
      output.push(formatProperty(ctx, value, level, String(index), ARRAY_ITEM));
      index++;
      continue;
    }
    const start = index;
    const keys = value.length - index > 1000 ? Object.keys(value).map(Number) : null;
    if (keys !== null) index = keys.find((key) => key >= start && key < value.length) ?? value.length;
    else while (index < value.length && !Object.hasOwn(value, index)) index++;
    output.push(ctx.stylize(`<${index - start} empty item${index - start > 1 ? 's' : ''}>`, 'undefined'));
  }
  if (index < value.length) output.push(more(value.length - index, 'item'));
  return output;
}

function formatTypedArray(ctx, value) {
  const limit = limitOf(ctx, value.length);
  const output = [];
  for (let i = 0; i < limit; i++) {
    output.push(typeof value[i] === 'bigint' ? ctx.stylize(`${value[i]}n`, 'bigint') : formatNumber(value[i], ctx.stylize));
  }
  if (limit < value.length) output.push(more(value.length - limit, 'item'));
  return output;
}

function formatEntries(ctx, entries, size, level, isMap) {
  const limit = limitOf(ctx, size);
  const output = [];
  ctx.indentation += 2;
  for (const entry of entries) {
    if (output.length === limit) break;
    output.push(isMap ? `${formatValue(ctx, entry[0], level)} => ${formatValue(ctx, entry[1], level)}`
      : formatValue(ctx, entry, level));
  }
  ctx.indentation -= 2;
  if (limit < size) output.push(more(size - limit, 'item'));
  return output;
}

function formatPromise(ctx, value, level) {
  const state = host.promiseState(value);
  if (state === 0) return [ctx.stylize('<pending>', 'special')];
  ctx.indentation += 2;
  const text = formatValue(ctx, host.promiseResult(value), level);
  ctx.indentation -= 2;
  return [state === 2 ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

function formatArrayBuffer(ctx, value) {
  const bytes = new Uint8Array(value);
  const limit = limitOf(ctx, bytes.length);
  let text = bytes.slice(0, limit).toHex().replace(/(.{2})(?=.)/g, '$1 ');
  if (limit < bytes.length) text += ` ${more(bytes.length - limit, 'byte')}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

function formatProperty(ctx, value, level, key, type) {
  const own = Object.getOwnPropertyDescriptor(value, key) ?? { value: value[key], enumerable: true };
  let text;
  if (own.value !== undefined) {
    ctx.indentation += 2;
    text = formatValue(ctx, own.value, level);
    ctx.indentation -= 2;
  } else if (own.get !== undefined) {
    const label = own.set === undefined ? 'Getter' : 'Getter/Setter';
    text = ctx.stylize(`[${label}]`, 'special');
    if (ctx.getters && (ctx.getters === true || (ctx.getters === 'get') === (own.set === undefined))) {
      ctx.indentation += 2;
      try {
        text = `${ctx.stylize(`[${label}:`, 'special')} ${formatValue(ctx, value[key], level)}${ctx.stylize(']', 'special')}`;
      } catch (error) {
        text = `${ctx.stylize(`[${label}: <Inspection threw (${error.message})>]`, 'special')}`;
      }
      ctx.indentation -= 2;
    }
  } else if (own.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (type === ARRAY_ITEM) return text;
  let name;
  if (typeof key === 'symbol') name = `[${ctx.stylize(key.toString(), 'symbol')}]`;
  else if (key === '__proto__') name = "['__proto__']";
  else if (own.enumerable === false) name = `[${key}]`;
  else if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) name = key;
  else name = ctx.stylize(quote(key), 'string');
  return `${name}: ${text}`;
}

// Node's arithmetic for arrays of more than six short items: it aims at a block 2.5 times as wide as high.
function groupItems(ctx, output, value) {
  let totalLength = 0;
  let maxLength = 0;
  const hasMore = ctx.maxArrayLength !== null && ctx.maxArrayLength < output.length;
  const count = hasMore ? output.length - 1 : output.length;
  const lengths = [];
  for (let i = 0; i < count; i++) {
    const length = displayWidth(output[i], ctx.colors);
    lengths.push(length);
    totalLength += length + 2;
    maxLength = Math.max(maxLength, length);
  }
  const widest = maxLength + 2;
  if (widest * 3 + ctx.indentation >= ctx.breakLength || (totalLength / widest <= 5 && maxLength > 6)) return output;
  const bias = Math.sqrt(widest - totalLength / output.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indentation) / widest),
    ctx.compact * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) width = Math.max(width, lengths[i]);
    widths.push(width + 2);
  }
  const alignRight = value === undefined ||
    output.every((_, i) => typeof value[i] === 'number' || typeof value[i] === 'bigint');
  const lines = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let line = '';
    for (let i = start; i < end - 1; i++) {
      const cell = `${output[i]}, `;
      const width = widths[i - start] + output[i].length - lengths[i];
      line += alignRight ? cell.padStart(width) : cell.padEnd(width);
    }
    const last = end - 1;
    line += alignRight ? output[last].padStart(widths[last - start] + output[last].length - lengths[last] - 2) : output[last];
    lines.push(line);
  }
  if (hasMore) lines.push(output[count]);
  return lines;
}

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

function displayWidth(text, colors) {
  const shown = colors ? text.replace(/\x1b\[\d+m/g, '') : text;
  if (!/[^\x20-\x7e]/.test(shown)) return shown.length;
  let width = 0;
  for (const character of shown.normalize('NFC')) {
    if (wide.test(character)) width += 2;
    else if (!/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) width += 1;
  }
  return width;
}

function fitsOneLine(ctx, output, start, base) {
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (const item of output) {
    length += ctx.colors ? item.replace(/\x1b\[\d+m/g, '').length : item.length;
    if (length > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

function assemble(ctx, items, base, braces, type, level, value) {
  let output = items;
  const head = base === '' ? '' : `${base} `;
  if (ctx.compact !== true) {
    if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
      const entries = output.length;
      if (type === ARRAY_EXTRA && entries > 6) output = groupItems(ctx, output, value);
      if (ctx.currentDepth - level < ctx.compact && entries === output.length) {
        const start = output.length + ctx.indentation + braces[0].length + base.length + 10;
        if (fitsOneLine(ctx, output, start, base)) {
          const joined = output.join(', ');
          if (!joined.includes('\n')) return `${head}${braces[0]} ${joined} ${braces[1]}`;
        }
      }
    }
    const line = `\n${' '.repeat(ctx.indentation)}`;
    return `${head}${braces[0]}${line}  ${output.join(`,${line}  `)}${line}${braces[1]}`;
  }
  if (fitsOneLine(ctx, output, 0, base)) return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
  const line = `\n${' '.repeat(ctx.indentation)}`;
  return `${base ? `${base} ` : ''}${braces[0]}${line}  ${output.join(`,${line}  `)} ${braces[1]}`;
}

function isTypedArray(value) {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

// What an object is and how its contents are shown: `done` when nothing is left to show.
function describe(ctx, value, constructor, tag) {
  const kind = host.className(value);
  const showHidden = ctx.showHidden;
  if (Array.isArray(value)) {
    const head = constructor !== 'Array' || tag !== '' ? prefix(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = keysOf(value, showHidden, true);
    if (value.length === 0 && keys.length === 0) return { done: `${head}[]` };
    return { keys, braces: [`${head}[`, ']'], type: ARRAY_EXTRA, items: (level) => formatArray(ctx, value, level) };
  }
  if (kind === 'Set' || kind === 'Map') {
    const isMap = kind === 'Map';
    const { size } = isMap ? { size: Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.call(value) }
      : { size: Object.getOwnPropertyDescriptor(Set.prototype, 'size').get.call(value) };
    const head = prefix(constructor, tag, kind, `(${size})`);
    const keys = keysOf(value, showHidden);
    if (size === 0 && keys.length === 0) return { done: `${head}{}` };
    const entries = isMap ? Map.prototype.entries.call(value) : Set.prototype.values.call(value);
    return { keys, braces: [`${head}{`, '}'], items: (level) => formatEntries(ctx, entries, size, level, isMap) };
  }
  if (isTypedArray(value)) {
    const head = prefix(constructor, tag, kind, `(${value.length})`);
    const keys = keysOf(value, showHidden, true);
    if (value.length === 0 && keys.length === 0) return { done: `${head}[]` };
    return { keys, braces: [`${head}[`, ']'], type: ARRAY_EXTRA, items: () => formatTypedArray(ctx, value) };
  }
  const keys = keysOf(value, showHidden);
  if (kind === 'Arguments') {
    return keys.length === 0 ? { done: '[Arguments] {}' } : { keys, braces: ['[Arguments] {', '}'] };
  }
  if (typeof value === 'function') {
    const base = functionBase(value, constructor, tag);
    return keys.length === 0 ? { done: ctx.stylize(base, 'special') } : { keys, base };
  }
  if (kind === 'RegExp' || kind === 'Date') {
    let base = kind === 'RegExp' ? RegExp.prototype.toString.call(value)
      : Number.isNaN(Date.prototype.getTime.call(value)) ? 'Invalid Date' : Date.prototype.toISOString.call(value);
    const head = prefix(constructor, tag, kind);
    if (head !== `${kind} `) base = `${head}${base}`;
    base = ctx.stylize(base, kind.toLowerCase());
    return keys.length === 0 ? { done: base } : { keys, base };
  }
  if (value instanceof Error || kind === 'Error') {
    const base = errorBase(ctx, value, constructor, tag, keys);
    return keys.length === 0 ? { done: base } : { keys, base };
  }
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') {
    return { keys: ['byteLength', ...keys], braces: [`${prefix(constructor, tag, kind)}{`, '}'],
      items: () => formatArrayBuffer(ctx, value) };
  }
  if (kind === 'DataView') {
    return { keys: ['byteLength', 'byteOffset', 'buffer', ...keys], braces: [`${prefix(constructor, tag, kind)}{`, '}'] };
  }
  if (kind === 'Map Iterator' || kind === 'Set Iterator') {
    const [isEntries, ...rest] = host.iteratorRest(value);
    const head = `[${isEntries ? `${kind.slice(0, 3)} Entries` : kind}] {`;
    return { keys, braces: [head, '}'], items: (level) => formatEntries(ctx, rest, rest.length, level, false) };
  }
  if (kind === 'Promise') {
    return { keys, braces: [`${prefix(constructor, tag, kind)}{`, '}'], items: (level) => formatPromise(ctx, value, level) };
  }
  if (kind === 'WeakSet' || kind === 'WeakMap') {
    return { keys, braces: [`${prefix(constructor, tag, kind)}{`, '}'],
      items: () => [ctx.stylize('<items unknown>', 'special')] };
  }
  if (Object.hasOwn(boxes, kind) && kind !== undefined) {
    const base = boxedBase(ctx, value, kind, constructor, tag);
    const own = kind === 'String' ? keysOf(value, showHidden, true) : keys;
    return own.length === 0 ? { done: base } : { keys: own, base };
  }
  if (tag === 'Module') {
    return { keys, braces: ['[Module: null prototype] {', '}'] };
  }
  if (keys.length === 0) {
    return { done: constructor === 'Object' && tag === '' ? '{}' : `${prefix(constructor, tag, 'Object')}{}` };
  }
  return { keys, braces: [constructor === 'Object' && tag === '' ? '{' : `${prefix(constructor, tag, 'Object')}{`, '}'] };
}

function formatRaw(ctx, value, level) {
  const constructor = constructorName(value);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string' || (tag !== '' && (ctx.showHidden ? Object.hasOwn(value, Symbol.toStringTag)
    : Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag)))) tag = '';
  const what = describe(ctx, value, constructor, tag);
  if (what.done !== undefined) return what.done;
  const { keys, braces = ['{', '}'], type = OBJECT, items } = what;
  let { base = '' } = what;
  if (level > ctx.depth && ctx.depth !== null) {
    const name = prefix(constructor, tag, Array.isArray(value) ? 'Array' : 'Object').slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  const next = level + 1;
  ctx.seen.push(value);
  ctx.currentDepth = next;
  const output = items === undefined ? [] : items(next);
  for (const key of keys) output.push(formatProperty(ctx, value, next, key, type));
  ctx.seen.pop();
  const index = ctx.circular?.get(value);
  if (index !== undefined) {
    const reference = ctx.stylize(`<ref *${index}>`, 'special');
    if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
    else braces[0] = `${reference} ${braces[0]}`;
  }
  if (ctx.sorted) {
    if (type === OBJECT) output.sort(typeof ctx.sorted === 'function' ? ctx.sorted : undefined);
  }
  return assemble(ctx, output, base, braces, type, next, value);
}

function formatValue(ctx, given, level) {
  if ((typeof given !== 'object' || given === null) && typeof given !== 'function') return formatPrimitive(ctx, given);
  let value = given;
  for (let target = host.proxyTarget(value); target !== undefined; target = host.proxyTarget(value)) value = target;
  if (ctx.customInspect) {
    const show = given[custom];
    if (typeof show === 'function' && show !== inspect && !(given.constructor?.prototype === given)) {
      const depth = ctx.depth === null ? null : ctx.depth - level;
      const { seen, circular, currentDepth, indentation, stylize, ...options } = ctx;
      const shown = show.call(given, depth, { ...options, stylize }, inspect);
      if (shown !== given) {
        if (typeof shown !== 'object') return String(shown);
        return formatValue(ctx, shown, level).replaceAll('\n', `\n${' '.repeat(ctx.indentation)}`);
      }
    }
  }
  if (ctx.seen.includes(value)) {
    ctx.circular ??= new Map();
    let index = ctx.circular.get(value);
    if (index === undefined) {
      index = ctx.circular.size + 1;
      ctx.circular.set(value, index);
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }
  return formatRaw(ctx, value, level);
}

function inspect(value, options, ...old) {
  const ctx = { ...defaults, seen: [], circular: undefined, currentDepth: 0, indentation: 0, stylize: plain };
  if (typeof options === 'boolean') {
    ctx.showHidden = options;
    if (old[0] !== undefined) [ctx.depth] = old;
    if (old[1] !== undefined) [, ctx.colors] = old;
  } else if (options !== undefined && options !== null) {
    for (const key of Object.keys(defaults)) if (options[key] !== undefined) ctx[key] = options[key];
  }
  if (ctx.colors) ctx.stylize = colored;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  return formatValue(ctx, value, 0);
}
inspect.custom = custom;
inspect.defaultOptions = defaults;
inspect.styles = { special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold',
  string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline' };
inspect.colors = { reset: [0, 0], bold: [1, 22], underline: [4, 24], red: [31, 39], green: [32, 39], yellow: [33, 39],
  blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39], grey: [90, 39], gray: [90, 39] };

function hasOwnToString(value) {
  if (value instanceof Error || host.className(value) === 'Date') return true;
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    if (Object.hasOwn(object, 'toString')) {
      return object !== Object.prototype && object !== Array.prototype && object.constructor?.name !== undefined &&
        !/\[native code\]/.test(Function.prototype.toString.call(object.constructor));
    }
  }
  return false;
}

function formatOne(letter, value) {
  switch (letter) {
    case 's':
      if (typeof value === 'number') return formatNumber(value);
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value !== 'object' || value === null || hasOwnToString(value)) return String(value);
      return inspect(value, { depth: 0 });
    case 'd':
      if (typeof value === 'bigint') return `${value}n`;
      return formatNumber(typeof value === 'symbol' ? NaN : Number(value));
    case 'i':
      if (typeof value === 'bigint') return `${value}n`;
      return formatNumber(typeof value === 'symbol' ? NaN : Number.parseInt(value));
    case 'f': return formatNumber(typeof value === 'symbol' ? NaN : Number.parseFloat(value));
    case 'j':
      try {
        return JSON.stringify(value);
      } catch (error) {
        if (/circular/.test(error.message)) return '[Circular]';
        throw error;
      }
    case 'o': return inspect(value, { showHidden: true, showProxy: true, depth: 4 });
    case 'O': return inspect(value);
    default: return '';
  }
}

const bare = { stylize: plain };

// Most values that are printed are strings and numbers, which need none of the machinery of objects.
function show(value, options) {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' || typeof value === 'function' || options !== undefined) return inspect(value, options);
  return formatPrimitive(bare, value);
}

function formatWith(options, values) {
  const [first] = values;
  if (values.length === 1) return show(first, options);
  let used = 0;
  let text = '';
  if (typeof first === 'string') {
    used = 1;
    text = !first.includes('%') ? first : first.replace(/%([sdifjoOc%])/g, (whole, letter) => {
      if (letter === '%') return '%';
      if (used >= values.length) return whole;
      return formatOne(letter, values[used++]);
    });
  }
  for (let i = used; i < values.length; i++) {
    if (i > 0) text += ' ';
    text += show(values[i], options);
  }
  return text;
}

function format(...values) {
  return formatWith(undefined, values);
}

module.exports = { inspect, format, formatWith, displayWidth, isTypedArray };
