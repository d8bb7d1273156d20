// The POSIX half of Node's `path`.

const { invalidArgument } = require('errors');

function normalizeParts(text, absolute) {
  const kept = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!absolute) kept.push('..');
  }
  return kept.join('/');
}

const path = {
  sep: '/',
  delimiter: ':',
  isAbsolute: (text) => text.startsWith('/'),
  normalize(text) {
    if (text === '') return '.';
    const absolute = text.startsWith('/');
    let result = normalizeParts(text, absolute);
    if (result === '' && !absolute) result = '.';
    if (result !== '' && text.endsWith('/')) result += '/';
    return absolute ? `/${result}`.replace(/^\/+/, '/') : result;
  },
  join(...parts) {
    const joined = parts.filter((part) => part !== '').join('/');
    return joined === '' ? '.' : path.normalize(joined);
  },
  resolve(...parts) {
    let result = '';
    for (let i = parts.length - 1; i >= 0 && !result.startsWith('/'); i--) {
      if (parts[i] !== '') result = result === '' ? parts[i] : `${parts[i]}/${result}`;
    }
    if (!result.startsWith('/')) result = `${host.cwd()}/${result}`;
    return `/${normalizeParts(result, true)}`;
  },
  dirname(text) {
    const trimmed = text.replace(/(?<=.)\/+$/, '');
    const slash = trimmed.lastIndexOf('/');
    if (slash < 0) return '.';
    return slash === 0 ? '/' : trimmed.slice(0, slash).replace(/(?<=.)\/+$/, '');
  },
  basename(text, suffix) {
    const trimmed = text.replace(/\/+$/, '');
    const base = trimmed.slice(trimmed.lastIndexOf('/') + 1);
    return suffix && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base;
  },
  extname(text) {
    const base = path.basename(text);
    const dot = base.lastIndexOf('.');
    return dot <= 0 || base === '..' ? '' : base.slice(dot);
  },
  relative(from, to) {
    const source = path.resolve(from).split('/').filter(Boolean);
    const target = path.resolve(to).split('/').filter(Boolean);
    let common = 0;
    while (common < source.length && common < target.length && source[common] === target[common]) common++;
    return [...source.slice(common).map(() => '..'), ...target.slice(common)].join('/');
  },
  parse(text) {
    const base = path.basename(text);
    const ext = path.extname(text);
    const dir = path.dirname(text);
    return {
      root: text.startsWith('/') ? '/' : '',
      dir: dir === '.' && !text.startsWith('.') ? '' : dir,
      base,
      ext,
      name: ext === '' ? base : base.slice(0, -ext.length),
    };
  },
  format({ root = '', dir, base, name = '', ext = '' }) {
    const file = base ?? `${name}${ext && !ext.startsWith('.') ? '.' : ''}${ext}`;
    if (!dir) return `${root}${file}`;
    return dir === root ? `${dir}${file}` : `${dir}/${file}`;
  },
  toNamespacedPath: (text) => text,
};
for (const name of ['join', 'resolve', 'normalize', 'isAbsolute', 'dirname', 'basename', 'extname', 'parse', 'relative']) {
  const action = path[name];
  path[name] = { [name](...parts) {
    for (const part of parts) {
      if (typeof part !== 'string' && (name !== 'basename' || part !== undefined)) throw invalidArgument('path', 'of type string', part);
    }
    return action(...parts);
  } }[name];
}
path.posix = path;
// Enough of it for a program that shows both.
const backward = (text) => text.replaceAll('/', '\\');
path.win32 = { ...path, sep: '\\', delimiter: ';' };
for (const name of ['join', 'normalize', 'dirname', 'basename', 'relative']) {
  path.win32[name] = (...parts) => backward(path[name](...parts.map((part) => part.replaceAll('\\', '/'))));
}

module.exports = path;
