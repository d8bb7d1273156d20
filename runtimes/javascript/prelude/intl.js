// Intl for what programs show to people: numbers, dates, order, plurals and lists, in English and with the separators of
// a few other languages. Time is Universal Time.

const separators = { en: [',', '.'], de: ['.', ','], es: ['.', ','], it: ['.', ','], pt: ['.', ','], nl: ['.', ','], id: ['.', ','],
  tr: ['.', ','], da: ['.', ','], fr: ['\u202f', ','], ru: ['\u00a0', ','], pl: ['\u00a0', ','], sv: ['\u00a0', ','], cs: ['\u00a0', ','],
  uk: ['\u00a0', ','], fi: ['\u00a0', ','] };
const currencies = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', BRL: 'R$', CAD: 'CA$', AUD: 'A$', MXN: 'MX$',
  ILS: '₪', VND: '₫', NZD: 'NZ$', TWD: 'NT$', PHP: '₱' };

const units = { kilometer: 'km', meter: 'm', celsius: '°C', liter: 'L', kilogram: 'kg', 'kilometer-per-hour': 'km/h' };

function localeOf(locales) {
  const tag = Array.isArray(locales) ? locales[0] : locales;
  if (tag === undefined) return 'en-US';
  if (typeof tag !== 'string' && typeof tag !== 'object') throw new TypeError('Incorrect locale information provided');
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(String(tag))) throw new RangeError('Incorrect locale information provided');
  return String(tag);
}

// The decimal digits of a number, rounded half away from zero, as JavaScript prints it.
function digitsOf(size, least, most) {
  let [whole, fraction = ''] = size < 1e21 ? roundHalfUp(size, most) : [String(BigInt(size))];
  while (fraction.length > least && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return [whole, fraction.padEnd(least, '0')];
}

function roundHalfUp(size, places) {
  const text = String(size);
  if (text.includes('e')) return size.toFixed(Math.min(100, places)).split('.');
  const [whole, fraction = ''] = text.split('.');
  if (fraction.length <= places) return [whole, fraction];
  const scaled = BigInt(whole + fraction.slice(0, places)) + (fraction[places] >= '5' ? 1n : 0n);
  const all = String(scaled).padStart(places + 1, '0');
  return places === 0 ? [all] : [all.slice(0, -places), all.slice(-places)];
}

function group(whole, mark, locale) {
  if (locale.startsWith('en-IN') || locale.startsWith('hi')) return whole.replace(/\B(?=(?:\d{2})*\d{3}$)/g, mark);
  if (/^(?:es|pl|pt-PT)\b/.test(locale) && whole.length <= 4) return whole;
  return whole.replace(/\B(?=(?:\d{3})+$)/g, mark);
}

const compactUnits = [[1e12, 'T', ' trillion'], [1e9, 'B', ' billion'], [1e6, 'M', ' million'], [1e3, 'K', ' thousand']];

class NumberFormat {
  #locale;
  #options;
  constructor(locales, options = {}) {
    this.#locale = localeOf(locales);
    const { style = 'decimal', currency } = options ?? {};
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
    const money = style === 'currency';
    const usualLeast = money ? (/^(?:JPY|KRW|VND)$/i.test(currency) ? 0 : 2) : 0;
    const usualMost = money ? usualLeast : style === 'percent' ? 0 : 3;
    let { minimumFractionDigits: least, maximumFractionDigits: most } = options;
    for (const value of [least, most]) {
      if (value !== undefined && !(value >= 0 && value <= 100)) throw new RangeError('maximumFractionDigits value is out of range.');
    }
    if (least !== undefined && most !== undefined && least > most) throw new RangeError('maximumFractionDigits value is out of range.');
    least ??= most === undefined ? usualLeast : Math.min(usualLeast, most);
    most ??= Math.max(usualMost, least);
    this.#options = { ...options, style, minimumFractionDigits: least, maximumFractionDigits: most };
    this.format = this.format.bind(this);
    Object.defineProperty(this, 'format', { enumerable: false });
  }
  #plain(size) {
    const { minimumFractionDigits, maximumFractionDigits, minimumIntegerDigits = 1, useGrouping = true, maximumSignificantDigits,
      minimumSignificantDigits } = this.#options;
    const [mark, point] = separators[this.#locale.slice(0, 2).toLowerCase()] ?? separators.en;
    let [whole, fraction] = digitsOf(size, minimumFractionDigits, maximumFractionDigits);
    if (maximumSignificantDigits !== undefined || minimumSignificantDigits !== undefined) {
      const text = Number(size.toPrecision(maximumSignificantDigits ?? 21));
      [whole, fraction = ''] = digitsOf(text, 0, 100);
      const missing = (minimumSignificantDigits ?? 1) - (whole + fraction).replace(/^0+/, '').length;
      if (missing > 0) fraction += '0'.repeat(missing);
    }
    whole = whole.padStart(minimumIntegerDigits, '0');
    const grouped = useGrouping === false || useGrouping === 'false' ? whole : group(whole, mark, this.#locale);
    return fraction === '' ? grouped : `${grouped}${point}${fraction}`;
  }
  format(value) {
    const { style, currency, currencyDisplay, notation, compactDisplay, unit, unitDisplay, signDisplay } = this.#options;
    const number = typeof value === 'bigint' ? value : Number(value);
    if (Number.isNaN(number)) return 'NaN';
    const negative = number < 0 || Object.is(number, -0);
    let size = negative ? -number : number;
    let text;
    if (typeof size === 'bigint') {
      const [mark] = separators[this.#locale.slice(0, 2).toLowerCase()] ?? separators.en;
      text = group(String(size), mark, this.#locale);
    } else if (size === Infinity) {
      text = '∞';
    } else if (notation === 'compact') {
      const [scale, short, long] = compactUnits.find(([limit]) => size >= limit * 0.9995) ?? [1, '', ''];
      size /= scale;
      const rounded = size >= 100 ? Math.round(size) : Number(size.toPrecision(2));
      text = this.#options.maximumFractionDigits === 3 ? String(rounded) : this.#plain(size);
      text += compactDisplay === 'long' ? long : short;
    } else {
      text = this.#plain(style === 'percent' ? Number(`${size}e2`) || size * 100 : size);
    }
    const trailing = !/^(?:en|ja|zh|ko|hi)/i.test(this.#locale);
    if (style === 'percent') text += trailing ? '\u00a0%' : '%';
    if (style === 'currency') {
      const code = currency.toUpperCase();
      const sign = currencyDisplay === 'code' ? code : trailing && code === 'USD' ? '$' : currencies[code] ?? code;
      text = trailing ? `${text}\u00a0${sign}` : `${sign}${/[A-Z]$/.test(sign) ? '\u00a0' : ''}${text}`;
    }
    if (style === 'unit') text += ` ${unitDisplay === 'long' ? `${unit}${number == 1 ? '' : 's'}` : units[unit] ?? unit}`;
    if (negative && signDisplay !== 'never') return `-${text}`;
    return !negative && (signDisplay === 'always' || (signDisplay === 'exceptZero' && number != 0)) ? `+${text}` : text;
  }
  formatToParts(value) { return [{ type: 'literal', value: this.format(value) }]; }
  resolvedOptions() { return { locale: this.#locale, numberingSystem: 'latn', ...this.#options }; }
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const pad = (value) => String(value).padStart(2, '0');
const styles = {
  date: { full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, long: { year: 'numeric', month: 'long', day: 'numeric' },
    medium: { year: 'numeric', month: 'short', day: 'numeric' }, short: { year: '2-digit', month: 'numeric', day: 'numeric' } },
  time: { full: { hour: 'numeric', minute: '2-digit', second: '2-digit' }, long: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
    medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' }, short: { hour: 'numeric', minute: '2-digit' } },
};
const dateFields = ['weekday', 'year', 'month', 'day'];
const timeFields = ['hour', 'minute', 'second', 'fractionalSecondDigits', 'dayPeriod'];

class DateTimeFormat {
  #locale;
  #options;
  constructor(locales, options = {}, usual = 'date') {
    this.#locale = localeOf(locales);
    let chosen = { ...options };
    if (chosen.timeZone !== undefined && !/^(?:utc|gmt|etc\/(?:utc|gmt))$/i.test(chosen.timeZone)) this.zone = chosen.timeZone;
    Object.defineProperty(this, 'zone', { enumerable: false });
    if (chosen.dateStyle || chosen.timeStyle) {
      chosen = { ...chosen, ...styles.date[chosen.dateStyle], ...styles.time[chosen.timeStyle] };
    } else if (![...dateFields, ...timeFields].some((name) => chosen[name] !== undefined)) {
      if (usual !== 'time') chosen = { ...chosen, year: 'numeric', month: 'numeric', day: 'numeric' };
      if (usual !== 'date') chosen = { ...chosen, hour: 'numeric', minute: '2-digit', second: '2-digit' };
    }
    this.#options = chosen;
    this.format = this.format.bind(this);
    Object.defineProperty(this, 'format', { enumerable: false });
  }
  #date(date) {
    const { weekday, year, month, day } = this.#options;
    const language = this.#locale.slice(0, 2).toLowerCase();
    const british = language === 'en' && !/^en(?:-US)?$/i.test(this.#locale);
    const values = {
      y: year && (year === '2-digit' ? pad(date.getUTCFullYear() % 100) : String(date.getUTCFullYear())),
      d: day && (day === '2-digit' ? pad(date.getUTCDate()) : String(date.getUTCDate())),
      w: weekday && (weekday === 'long' ? days[date.getUTCDay()] : days[date.getUTCDay()].slice(0, weekday === 'narrow' ? 1 : 3)),
    };
    const number = date.getUTCMonth() + 1;
    if (month === 'long' || month === 'short' || month === 'narrow') {
      const name = month === 'long' ? months[number - 1] : months[number - 1].slice(0, month === 'narrow' ? 1 : 3);
      if (british) return [values.w, [values.d, name, values.y].filter(Boolean).join(' ')].filter(Boolean).join(values.d ? ', ' : ' ');
      const monthDay = [name, values.d].filter(Boolean).join(' ');
      return [values.w, [monthDay, values.y].filter(Boolean).join(values.d ? ', ' : ' ')].filter(Boolean).join(', ');
    }
    const m = month && (month === '2-digit' || (british && day) ? pad(number) : String(number));
    if (british && day && month && values.d.length < 2) values.d = pad(values.d);
    let text;
    if (/^(?:sv|fr-CA|en-CA)/i.test(this.#locale)) text = [values.y, m && pad(m), values.d && pad(values.d)].filter(Boolean).join('-');
    else if (language === 'de' || language === 'ru' || language === 'pl') text = [values.d, m, values.y].filter(Boolean).join('.');
    else if (/^(?:ja|zh)/.test(language)) text = [values.y, m, values.d].filter(Boolean).join('/');
    else if (british || /^(?:fr|es|it|pt)/.test(language)) text = [values.d, m, values.y].filter(Boolean).join('/');
    else text = [m, values.d, values.y].filter(Boolean).join('/');
    return [values.w, text].filter(Boolean).join(', ');
  }
  #time(date) {
    const { hour, minute, second, fractionalSecondDigits, timeZoneName } = this.#options;
    const usual = /^en(?:-US|-CA|-AU|-IN)?$/i.test(this.#locale);
    const { hourCycle, hour12 = hourCycle ? /h1[12]/.test(hourCycle) : usual } = this.#options;
    const h = date.getUTCHours();
    const shown = hour12 ? h % 12 || 12 : h;
    const parts = [];
    if (hour) parts.push(hour === '2-digit' || !hour12 ? pad(shown) : String(shown));
    if (minute) parts.push(hour || second ? pad(date.getUTCMinutes()) : String(date.getUTCMinutes()));
    if (second) {
      const fraction = fractionalSecondDigits ? `.${String(date.getUTCMilliseconds()).padStart(3, '0').slice(0, fractionalSecondDigits)}` : '';
      parts.push((minute ? pad(date.getUTCSeconds()) : String(date.getUTCSeconds())) + fraction);
    }
    const half = hour && hour12 ? ` ${h < 12 ? 'AM' : 'PM'}` : '';
    return `${parts.join(':')}${half}${timeZoneName ? ' UTC' : ''}`;
  }
  format(value) {
    const date = value === undefined ? new Date() : new Date(value);
    if (Number.isNaN(date.getTime())) throw new RangeError('Invalid time value');
    const hasDate = dateFields.some((name) => this.#options[name]);
    const hasTime = timeFields.some((name) => this.#options[name]);
    const long = this.#options.dateStyle === 'full' || this.#options.dateStyle === 'long' ? ' at ' : ', ';
    return [hasDate ? this.#date(date) : '', hasTime ? this.#time(date) : ''].filter(Boolean).join(long);
  }
  formatToParts(value) {
    return this.format(value).split(/([^\w]+)/).filter(Boolean).map((text) => ({ type: /\w/.test(text) ? 'part' : 'literal', value: text }));
  }
  resolvedOptions() { return { locale: this.#locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: this.zone ?? 'UTC' }; }
}

class Collator {
  #options;
  constructor(locales, options) {
    this.#options = options;
    this.compare = (a, b) => String(a).localeCompare(String(b), locales, this.#options);
    Object.defineProperty(this, 'compare', { enumerable: false });
  }
  resolvedOptions() { return { locale: 'en-US', usage: 'sort', sensitivity: 'variant', ...this.#options }; }
}

class PluralRules {
  #ordinal;
  constructor(locales, options) { this.#ordinal = options?.type === 'ordinal'; }
  select(number) {
    if (!this.#ordinal) return number === 1 ? 'one' : 'other';
    const [ten, hundred] = [number % 10, number % 100];
    if (hundred >= 11 && hundred <= 13) return 'other';
    return ten === 1 ? 'one' : ten === 2 ? 'two' : ten === 3 ? 'few' : 'other';
  }
}

class ListFormat {
  #word;
  #style;
  constructor(locales, { type = 'conjunction', style = 'long' } = {}) {
    this.#word = type === 'unit' ? '' : type === 'disjunction' ? 'or' : style === 'long' ? 'and' : '&';
    this.#style = style;
  }
  format(list) {
    const items = [...list];
    const word = this.#word === '' ? '' : `${this.#word} `;
    if (items.length < 3) return items.join(word === '' ? ', ' : ` ${word}`);
    return `${items.slice(0, -1).join(', ')}, ${word}${items.at(-1)}`;
  }
}

class RelativeTimeFormat {
  #numeric;
  constructor(locales, options) { this.#numeric = options?.numeric ?? 'always'; }
  format(value, given) {
    const unit = given.replace(/s$/, '');
    if (this.#numeric === 'auto') {
      const words = { day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[value], second: value === 0 ? 'now' : undefined }[unit] ??
        (Math.abs(value) <= 1 && unit !== 'day' && unit !== 'second' ? `${['last', 'this', 'next'][value + 1]} ${unit}` : undefined);
      if (words !== undefined) return words;
    }
    const size = new NumberFormat().format(Math.abs(value));
    const words = `${size} ${unit}${Math.abs(value) === 1 ? '' : 's'}`;
    return value < 0 || Object.is(value, -0) ? `${words} ago` : `in ${words}`;
  }
}

// Characters as people see them: marks, joined emoji and pairs of regional indicators belong to what they follow.
const grapheme = /\p{RI}\p{RI}|\r\n|\P{M}(?:[\p{M}\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]|(?<=\u200d)\p{Extended_Pictographic})*|\p{M}/gsu;

const patterns = {
  grapheme,
  word: /[\p{L}\p{N}\p{M}_]+(?:['’.][\p{L}\p{N}]+)*|\s|[^\p{L}\p{N}\s]/gu,
  sentence: /[^.!?]+[.!?]*\s*/gu,
};

class Segmenter {
  #granularity;
  constructor(locales, options) { this.#granularity = options?.granularity ?? 'grapheme'; }
  segment(input) {
    const pattern = patterns[this.#granularity];
    return Array.from(input.matchAll(pattern), (found) => ({ segment: found[0], index: found.index, input,
      ...(this.#granularity === 'word' ? { isWordLike: /[\p{L}\p{N}]/u.test(found[0]) } : {}) }));
  }
}

const Intl = {};
for (const Type of [NumberFormat, DateTimeFormat]) {
  // They can be called without `new`.
  const callable = function (...values) { return new Type(...values); };
  callable.prototype = Type.prototype;
  Type.prototype.constructor = callable;
  Object.defineProperty(callable, 'name', { value: Type.name });
  Intl[Type.name] = callable;
}
Object.assign(Intl, {
  Collator: function (...values) { return new Collator(...values); },
  PluralRules, ListFormat, RelativeTimeFormat, Segmenter,
  getCanonicalLocales: (locales) => [].concat(locales ?? []), supportedValuesOf: () => [],
});
for (const Type of Object.values(Intl)) Type.supportedLocalesOf ??= (locales) => [].concat(locales ?? []);
for (const name of Object.keys(Intl)) Object.defineProperty(Intl, name, { enumerable: false });
Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true });

module.exports = { Intl, NumberFormat, DateTimeFormat };
