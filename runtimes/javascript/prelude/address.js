// URL and URLSearchParams, and the module `url` with its older functions. Hosts are taken as they are: names in other
// scripts than Latin are not turned into their ASCII form.

const { codedError, invalidArgument } = require('errors');
const { inspect } = require('inspect');
const path = require('path');

const ports = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
const isSpecial = (protocol) => Object.hasOwn(ports, protocol);

// Percent-encodes what is not ASCII, controls, and the characters of a set.
function encode(text, set) {
  return text.toWellFormed().replace(set, (character) => {
    if (character.charCodeAt(0) < 128) return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
    return encodeURIComponent(character);
  });
}
const inPath = /[\x00-\x20"#<>?`{}\x7f]|[^\x00-\x7f]+/g;
const inQuery = /[\x00-\x20"#<>'\x7f]|[^\x00-\x7f]+/g;
const inHash = /[\x00-\x20"<>`\x7f]|[^\x00-\x7f]+/g;
const inUser = /[\x00-\x20"#<>?`{}/:;=@[\\\]^|\x7f]|[^\x00-\x7f]+/g;

function encodeForm(text) {
  return encodeURIComponent(String(text).toWellFormed()).replace(/[!'()~]/g, (character) => encode(character, /./g)).replaceAll('%20', '+');
}

function decodeForm(text) {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return require('buffer').Buffer.from(spaced.replace(/%([0-9a-f]{2})|([^%]|%)/gi, (whole, hex) => (hex ? String.fromCharCode(parseInt(hex, 16))
    : require('buffer').Buffer.from(whole).toString('latin1'))), 'latin1').toString();
}

class URLSearchParams {
  #list = [];
  #changed;
  constructor(init, changed) {
    this.#changed = changed;
    if (init === undefined || init === null) return;
    if (typeof init === 'object' && typeof init[Symbol.iterator] === 'function') {
      for (const pair of init) {
        const [name, value, ...more] = pair;
        if (value === undefined || more.length > 0) {
          throw codedError(TypeError, 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');
        }
        this.#list.push([String(name), String(value)]);
      }
    } else if (typeof init === 'object') {
      for (const [name, value] of Object.entries(init)) this.#list.push([name, String(value)]);
    } else {
      for (const pair of String(init).replace(/^\?/, '').split('&')) {
        if (pair === '') continue;
        const equals = pair.indexOf('=');
        this.#list.push(equals < 0 ? [decodeForm(pair), ''] : [decodeForm(pair.slice(0, equals)), decodeForm(pair.slice(equals + 1))]);
      }
    }
  }
  #set(list) {
    this.#list = list;
    this.#changed?.(this.toString());
  }
  get size() { return this.#list.length; }
  append(name, value) { this.#set([...this.#list, [String(name), String(value)]]); }
  delete(name, value) {
    this.#set(this.#list.filter(([key, item]) => key !== String(name) || (value !== undefined && item !== String(value))));
  }
  get(name) { return this.#list.find(([key]) => key === String(name))?.[1] ?? null; }
  getAll(name) { return this.#list.filter(([key]) => key === String(name)).map(([, value]) => value); }
  has(name, value) { return this.#list.some(([key, item]) => key === String(name) && (value === undefined || item === String(value))); }
  set(name, value) {
    const first = this.#list.findIndex(([key]) => key === String(name));
    if (first < 0) this.append(name, value);
    else this.#set(this.#list.filter(([key], i) => i <= first || key !== String(name)).with(first, [String(name), String(value)]));
  }
  sort() { this.#set(this.#list.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))); }
  forEach(action, self) { for (const [name, value] of this.#list) action.call(self, value, name, this); }
  *entries() { for (const [name, value] of this.#list) yield [name, value]; }
  *keys() { for (const [name] of this.#list) yield name; }
  *values() { for (const [, value] of this.#list) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  toString() { return this.#list.map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`).join('&'); }
  get [Symbol.toStringTag]() { return 'URLSearchParams'; }
  [inspect.custom](depth, options) {
    if (this.#list.length === 0) return 'URLSearchParams {}';
    return `URLSearchParams { ${this.#list.map((pair) => pair.map((text) => inspect(text, options)).join(' => ')).join(', ')} }`;
  }
}

function invalid(input, base) {
  const error = codedError(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

// Takes `.` and `..` out of a path.
function cleaned(segments) {
  const kept = [];
  segments.forEach((segment, i) => {
    const plain = segment.replace(/%2e/gi, '.');
    if (plain === '..') kept.pop();
    else if (plain !== '.') kept.push(segment);
    if ((plain === '.' || plain === '..') && i === segments.length - 1) kept.push('');
  });
  return `/${kept.join('/')}`;
}

function hostOf(text, protocol) {
  const host = isSpecial(protocol) ? decodeURIComponent(text).toLowerCase() : text;
  if (isSpecial(protocol) && (/[\x00-\x20#%/:<>?@[\\\]^|]/.test(host.replace(/^\[.*\]$/, '')))) return null;
  if (/^\d+(?:\.\d+){3}$/.test(host) && host.split('.').some((part) => Number(part) > 255)) return null;
  return host;
}

function parse(given, base) {
  const input = given.replace(/^[\x00-\x20]+|[\x00-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(input);
  const found = { protocol: '', username: '', password: '', hostname: '', port: '', pathname: '', search: '', hash: '' };
  let rest = input;
  const cut = (mark) => {
    const index = rest.indexOf(mark);
    if (index < 0) return '';
    const part = rest.slice(index);
    rest = rest.slice(0, index);
    return part;
  };
  found.hash = encode(cut('#'), inHash);
  found.search = encode(cut('?'), inQuery);
  if (found.hash === '#') found.hash = '';
  const emptySearch = found.search === '?';
  if (emptySearch) found.search = '';
  const relative = scheme === null || (base !== undefined && scheme[0].toLowerCase() === base.protocol && isSpecial(base.protocol) &&
    !/^[/\\]/.test(rest.slice(scheme[0].length)));
  if (!relative) {
    found.protocol = scheme[0].toLowerCase();
    rest = rest.slice(scheme[0].length);
  } else {
    if (base === undefined) return null;
    if (scheme !== null) rest = rest.slice(scheme[0].length);
    found.protocol = base.protocol;
  }
  const special = isSpecial(found.protocol);
  if (special) rest = rest.replaceAll('\\', '/');
  if (rest.startsWith('//') || (special && !relative && found.protocol !== 'file:')) {
    const [, authority, tail] = /^([^/]*)(.*)$/s.exec(special && found.protocol !== 'file:' ? rest.replace(/^\/+/, '') : rest.slice(2));
    const at = authority.lastIndexOf('@');
    if (at >= 0) {
      const [user, ...password] = authority.slice(0, at).split(':');
      found.username = encode(user, inUser);
      found.password = encode(password.join(':'), inUser);
    }
    const place = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority.slice(at + 1));
    if (place === null || (place[1] === '' && special && found.protocol !== 'file:')) return null;
    found.hostname = hostOf(place[1], found.protocol);
    if (found.hostname === null || Number(place[2] ?? 0) > 65535) return null;
    found.port = place[2] ? String(Number(place[2])) : '';
    if (found.port === ports[found.protocol]) found.port = '';
    found.pathname = tail === '' ? (special ? '/' : '') : cleaned(encode(tail, inPath).split('/').slice(1));
  } else if (relative) {
    for (const name of ['username', 'password', 'hostname', 'port']) found[name] = base[name];
    if (rest === '') {
      found.pathname = base.pathname;
      if (!input.includes('?')) found.search = base.search;
    } else {
      const segments = encode(rest, inPath).split('/');
      found.pathname = rest.startsWith('/') ? cleaned(segments.slice(1)) : cleaned([...base.pathname.split('/').slice(1, -1), ...segments]);
    }
  } else if (found.protocol === 'file:' || rest.startsWith('/')) {
    found.pathname = cleaned(encode(rest, inPath).replace(/^\//, '').split('/'));
  } else {
    found.pathname = encode(rest, /[\x00-\x1f\x7f]|[^\x00-\x7f]+/g);
  }
  return found;
}

class URL {
  #parts;
  #params;
  constructor(input, base) {
    const start = base === undefined ? undefined : new URL(String(base)).#parts;
    this.#parts = parse(String(input), start);
    if (this.#parts === null) throw invalid(String(input), base === undefined ? undefined : String(base));
    this.#params = this.#newParams();
  }
  #newParams() {
    return new URLSearchParams(this.#parts.search, (text) => { this.#parts.search = text === '' ? '' : `?${text}`; });
  }
  static canParse(input, base) {
    try {
      return Boolean(new URL(input, base));
    } catch {
      return false;
    }
  }
  static parse(input, base) { return URL.canParse(input, base) ? new URL(input, base) : null; }
  get href() {
    const { protocol, username, password, hostname, pathname, search, hash } = this.#parts;
    const user = username || password ? `${username}${password ? `:${password}` : ''}@` : '';
    const authority = hostname !== '' || isSpecial(protocol) ? `//${user}${this.host}` : '';
    return `${protocol}${authority}${pathname}${search}${hash}`;
  }
  set href(value) {
    this.#parts = parse(String(value)) ?? (() => { throw invalid(String(value)); })();
    this.#params = this.#newParams();
  }
  get origin() { return isSpecial(this.protocol) && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null'; }
  get protocol() { return this.#parts.protocol; }
  set protocol(value) { this.#parts.protocol = `${String(value).replace(/:.*$/s, '').toLowerCase()}:`; }
  get username() { return this.#parts.username; }
  set username(value) { this.#parts.username = encode(String(value), inUser); }
  get password() { return this.#parts.password; }
  set password(value) { this.#parts.password = encode(String(value), inUser); }
  get host() { return this.#parts.port === '' ? this.#parts.hostname : `${this.#parts.hostname}:${this.#parts.port}`; }
  set host(value) {
    const [name, port] = String(value).split(':');
    this.hostname = name;
    if (port !== undefined) this.port = port;
  }
  get hostname() { return this.#parts.hostname; }
  set hostname(value) { this.#parts.hostname = hostOf(String(value), this.protocol) ?? this.#parts.hostname; }
  get port() { return this.#parts.port; }
  set port(value) {
    const port = /^\d*/.exec(String(value))[0];
    this.#parts.port = port === ports[this.protocol] ? '' : port;
  }
  get pathname() { return this.#parts.pathname; }
  set pathname(value) { this.#parts.pathname = cleaned(encode(String(value), inPath).replace(/^\//, '').split('/')); }
  get search() { return this.#parts.search; }
  set search(value) {
    const text = String(value).replace(/^\?/, '');
    this.#parts.search = text === '' ? '' : `?${encode(text, inQuery)}`;
    this.#params = this.#newParams();
  }
  get searchParams() { return this.#params; }
  get hash() { return this.#parts.hash; }
  set hash(value) {
    const text = String(value).replace(/^#/, '');
    this.#parts.hash = text === '' ? '' : `#${encode(text, inHash)}`;
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
  get [Symbol.toStringTag]() { return 'URL'; }
  [inspect.custom](depth, options) {
    const shown = {};
    for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search',
      'searchParams', 'hash']) shown[name] = this[name];
    return `URL ${inspect(shown, options)}`;
  }
}
for (const type of [URL, URLSearchParams]) {
  for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(type.prototype))) {
    if (name !== 'constructor') Object.defineProperty(type.prototype, name, { ...own, enumerable: true });
  }
}

const querystring = {
  parse(text, separator = '&', equals = '=') {
    const found = Object.create(null);
    for (const pair of String(text).split(separator)) {
      if (pair === '') continue;
      const index = pair.indexOf(equals);
      const [name, value] = index < 0 ? [pair, ''] : [pair.slice(0, index), pair.slice(index + equals.length)];
      const [key, item] = [decodeForm(name), decodeForm(value)];
      if (!(key in found)) found[key] = item;
      else found[key] = [].concat(found[key], item);
    }
    return found;
  },
  stringify(object, separator = '&', equals = '=') {
    return Object.entries(object ?? {}).flatMap(([name, value]) => [].concat(value)
      .map((item) => `${encodeURIComponent(name)}${equals}${typeof item === 'object' || item === undefined ? '' : encodeURIComponent(item)}`))
      .join(separator);
  },
  escape: encodeURIComponent,
  unescape: decodeURIComponent,
};
querystring.decode = querystring.parse;
querystring.encode = querystring.stringify;

class Url {}

// The older way to take addresses apart, which makes plain objects with null for what is missing.
function parseLegacy(text, withQuery = false) {
  const [, protocol, slashes, auth, host, pathname, search, hash] =
    /^([a-z][a-z0-9+.-]*:)?(?:(\/\/)(?:([^/?#@]*)@)?([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(String(text).trim());
  const [, hostname, port] = /^(.*?)(?::(\d*))?$/.exec(host ?? '');
  const shownPath = pathname || (host ? '/' : null);
  return Object.assign(new Url(), {
    protocol: protocol?.toLowerCase() ?? null, slashes: slashes ? true : null, auth: auth ?? null, host: host?.toLowerCase() ?? null,
    port: port ?? null, hostname: host === undefined ? null : hostname.toLowerCase(), hash: hash ?? null,
    search: search ?? (withQuery ? '' : null),
    query: withQuery ? querystring.parse((search ?? '').slice(1)) : search?.slice(1) ?? null, pathname: shownPath,
    path: search || shownPath ? `${shownPath ?? ''}${search ?? ''}` : null, href: String(text),
  });
}

function format(address) {
  if (typeof address === 'string') return address;
  if (address instanceof URL) return address.href;
  const { protocol, auth, host, hostname, port, pathname = '', query, search, hash } = address;
  const scheme = protocol ? (protocol.endsWith(':') ? protocol : `${protocol}:`) : '';
  const place = host ?? (hostname ? `${hostname}${port ? `:${port}` : ''}` : '');
  const asked = search || (query && typeof query === 'object' ? querystring.stringify(query) : query) || '';
  const slashes = place !== '' || address.slashes ? '//' : '';
  return `${scheme}${slashes}${auth ? `${auth}@` : ''}${place}${place && pathname && !pathname.startsWith('/') ? '/' : ''}${pathname ?? ''}` +
    `${asked === '' ? '' : asked.startsWith('?') ? asked : `?${asked}`}${hash ? (hash.startsWith('#') ? hash : `#${hash}`) : ''}`;
}

function resolve(from, to) {
  const url = new URL(to, new URL(from, 'resolve://'));
  return url.protocol === 'resolve:' ? `${url.pathname}${url.search}${url.hash}` : url.href;
}

function fileURLToPath(address) {
  if (typeof address !== 'string' && !(address instanceof URL)) {
    throw invalidArgument('path', 'of type string or an instance of URL', address);
  }
  const url = typeof address === 'string' ? new URL(address) : address;
  if (url.protocol !== 'file:') throw codedError(TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
  return decodeURIComponent(url.pathname);
}

const pathToFileURL = (file) => new URL(`file://${path.resolve(file).replace(/[%\\\n\r\t?#]/g, encodeURIComponent)}`);

module.exports = {
  url: { URL, URLSearchParams, Url, parse: parseLegacy, format, resolve, fileURLToPath, pathToFileURL,
    domainToASCII: (name) => name, domainToUnicode: (name) => name,
    urlToHttpOptions: (url) => ({ protocol: url.protocol, hostname: url.hostname, path: `${url.pathname}${url.search}`, href: url.href }) },
  querystring,
};
