// `console`. Most calls have one string, so that way is short.

const { displayWidth, formatWith, inspect } = require('inspect');

let indent = '';
const counts = new Map();
const started = new Map();

function put(fd, values) {
  const [only] = values;
  let text = values.length === 1 && typeof only === 'string' ? only : formatWith(undefined, values);
  if (indent !== '') text = indent + text.replaceAll('\n', `\n${indent}`);
  host.write(fd, text, true);
}

function duration(label) {
  const ms = host.now() - started.get(label);
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)}s`;
  return `${Number(ms.toFixed(3))}ms`;
}

function timed(name, label, action) {
  if (started.has(label)) action();
  else host.write(2, `(node:1) Warning: No such label '${label}' for console.${name}()`, true);
}

function row(cells, widths) {
  return `│${cells.map((cell, i) => ` ${cell}${' '.repeat(widths[i] - displayWidth(cell) - 1)}`).join('│')}│\n`;
}

function drawTable(head, rows) {
  const widths = head.map((cell, i) => Math.max(displayWidth(cell), ...rows.map((cells) => displayWidth(cells[i]))) + 2);
  const line = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  return `${line('┌', '┬', '┐')}\n${row(head, widths)}${line('├', '┼', '┤')}\n${rows.map((cells) => row(cells, widths)).join('')}` +
    line('└', '┴', '┘');
}

function show(value) {
  const nested = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: nested ? -1 : 0 });
}

function tableOf(data, columns) {
  const kind = host.className(data);
  const isMap = kind === 'Map';
  const entries = isMap ? [...data] : kind === 'Set' ? [...data].map((value, i) => [i, value]) : Object.entries(data);
  const index = isMap || kind === 'Set' ? '(iteration index)' : '(index)';
  const names = [];
  let hasValues = false;
  const rows = entries.map(([key, value], i) => {
    const cells = new Map();
    let primitive = '';
    if (!isMap && value !== null && typeof value === 'object') {
      for (const name of columns ?? Object.keys(value)) {
        if (!Object.hasOwn(value, name)) continue;
        if (!names.includes(name)) names.push(name);
        cells.set(name, show(value[name]));
      }
    } else {
      primitive = show(value);
      hasValues = true;
    }
    return { label: isMap ? String(i) : String(key), key: show(key), cells, primitive };
  });
  if (columns) names.splice(0, names.length, ...columns);
  const head = [index, ...(isMap ? ['Key'] : []), ...names, ...(hasValues ? ['Values'] : [])];
  return drawTable(head, rows.map((each) => [each.label, ...(isMap ? [each.key] : []),
    ...names.map((name) => each.cells.get(name) ?? ''), ...(hasValues ? [each.primitive] : [])]));
}

const console = {
  log(...values) { put(1, values); },
  warn(...values) { put(2, values); },
  error(...values) { put(2, values); },
  dir(value, options) { put(1, [inspect(value, { customInspect: false, ...options })]); },
  time(label = 'default') { started.set(String(label), host.now()); },
  timeEnd(label = 'default') {
    timed('timeEnd', String(label), () => {
      put(1, [`${label}: ${duration(String(label))}`]);
      started.delete(String(label));
    });
  },
  timeLog(label = 'default', ...values) {
    timed('timeLog', String(label), () => put(1, [`${label}: ${duration(String(label))}`, ...values]));
  },
  trace(...values) {
    const error = new Error(values.length > 0 ? formatWith(undefined, values) : '');
    error.name = 'Trace';
    Error.captureStackTrace(error, console.trace);
    put(2, [error.stack]);
  },
  assert(condition, ...values) {
    if (condition) return;
    if (typeof values[0] === 'string') values[0] = `Assertion failed: ${values[0]}`;
    else values.unshift('Assertion failed');
    put(2, values);
  },
  clear() {},
  profile() {},
  profileEnd() {},
  timeStamp() {},
  count(label = 'default') {
    const count = (counts.get(String(label)) ?? 0) + 1;
    counts.set(String(label), count);
    put(1, [`${label}: ${count}`]);
  },
  countReset(label = 'default') { counts.delete(String(label)); },
  group(...values) {
    if (values.length > 0) put(1, values);
    indent += '  ';
  },
  groupEnd() { indent = indent.slice(2); },
  table(data, columns) {
    if (data === null || typeof data !== 'object') put(1, [data]);
    else put(1, [tableOf(data, columns)]);
  },
};
console.debug = console.log;
console.info = console.log;
console.dirxml = console.log;
console.groupCollapsed = console.group;

// `new console.Console(stream)` writes to other streams than the standard ones.
class Console {
  constructor(out, errors) {
    const stdout = out?.stdout ?? out;
    const stderr = out?.stderr ?? errors ?? stdout;
    for (const name of ['log', 'info', 'debug']) this[name] = (...values) => stdout.write(`${formatWith(undefined, values)}\n`);
    for (const name of ['warn', 'error']) this[name] = (...values) => stderr.write(`${formatWith(undefined, values)}\n`);
  }
}
console.Console = Console;
Object.defineProperty(console, 'Console', { enumerable: false });
Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });

// What shells of other engines call `print`: strings as they are, separated by spaces.
function print(...values) {
  host.write(1, values.map((value) => {
    try {
      return String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }).join(' '), true);
}

module.exports = Object.assign(Object.create(null), console, { console, print });
