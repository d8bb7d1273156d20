// The parts of Intl's work that programs meet without asking for it: how strings sort with localeCompare, and what
// toLocaleString shows. Both follow the rules of American English, which is what Node starts with.

const marks = /\p{Mn}/gu;
// The order of ASCII punctuation and symbols in the default collation; digits and letters come after them.
const symbols = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

function weight(character) {
  const code = character.codePointAt(0);
  if (code <= 32) return code;
  const symbol = symbols.indexOf(character);
  if (symbol >= 0) return 100 + symbol;
  if (code >= 48 && code <= 57) return 200 + code - 48;
  return 300 + code;
}

const simple = /^[A-Za-z0-9]*$/;

function compareBy(key, a, b) {
  const [left, right] = [Array.from(a), Array.from(b)];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = key(left[i]) - key(right[i]);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(left.length - right.length);
}

// Lower case goes before upper case, where nothing else decides.
const caseWeight = (character) => (character === character.toLowerCase() ? 0 : 1);

function compareBase(a, b) {
  if (simple.test(a) && simple.test(b)) {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return compareBy(weight, a.toLowerCase(), b.toLowerCase());
}

function compareNumeric(a, b) {
  const [left, right] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const digits = /^\d/.test(left[i]) && /^\d/.test(right[i]);
    const [x, y] = digits ? [BigInt(left[i]), BigInt(right[i])] : [0n, 0n];
    const difference = digits ? (x < y ? -1 : x > y ? 1 : 0) : compareBase(left[i], right[i]);
    if (difference !== 0) return difference;
  }
  return Math.sign(left.length - right.length);
}

function compare(first, second, options) {
  const [a, b] = [first.normalize('NFD'), second.normalize('NFD')];
  const [x, y] = [a.replace(marks, ''), b.replace(marks, '')];
  const base = options?.numeric ? compareNumeric(x, y) : compareBase(x, y);
  const sensitivity = options?.sensitivity ?? 'variant';
  if (base !== 0 || sensitivity === 'base') return base;
  if (sensitivity !== 'case' && (a !== x || b !== y)) {
    const accents = (text) => text.toLowerCase();
    if (accents(a) !== accents(b)) return accents(a) < accents(b) ? -1 : 1;
  }
  return sensitivity === 'accent' ? 0 : compareBy(caseWeight, x, y);
}

function install() {
  const { DateTimeFormat, NumberFormat } = require('intl');
  const define = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true });
  define(String.prototype, 'localeCompare', function localeCompare(other, locales, options) {
    return compare(String(this), String(other), options);
  });
  const { toLocaleString } = { toLocaleString(locales, options) { return new NumberFormat(locales, options).format(this.valueOf()); } };
  define(Number.prototype, 'toLocaleString', toLocaleString);
  define(BigInt.prototype, 'toLocaleString', toLocaleString);
  for (const [name, usual] of [['toLocaleString', 'both'], ['toLocaleDateString', 'date'], ['toLocaleTimeString', 'time']]) {
    define(Date.prototype, name, { [name](locales, options) {
      return Number.isNaN(this.getTime()) ? 'Invalid Date' : new DateTimeFormat(locales, options, usual).format(this);
    } }[name]);
  }
}

module.exports = { install };
