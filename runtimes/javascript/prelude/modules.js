// Finding, loading and running the program's files. A file is a CommonJS script, as in Node, unless its name or its
// syntax says that it is an ES module.

const { codedError, invalidArgument, systemError } = require('errors');
const path = require('path');
const sourcemap = require('sourcemap');
const tasks = require('tasks');

let builtins;

const builtinName = (name) => (name.startsWith('node:') ? name.slice('node:'.length) : name);

function sourceOf(bytes) {
  let text = host.decode(bytes);
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  return text.startsWith('#!') ? `//${text.slice(2)}` : text;
}

function readFile(file) {
  const fd = host.open(file, host.O_RDONLY);
  if (fd < 0) throw systemError(-fd, 'open', file);
  const bytes = host.readAll(fd);
  host.close(fd);
  if (typeof bytes === 'number') throw systemError(-bytes, 'read', file);
  return bytes;
}

// The names under which stack traces know files, which are as the command line gave them, and their texts.
const shown = new Map();

function sourceLine(file, line) {
  return (sourcemap.textOf(file) ?? shown.get(file))?.split('\n')[line - 1];
}

const brackets = { ')': '(', ']': '[' };

// The start of what stands before `end`: the expression of a chain of names, calls and indices.
function chainStart(text, end) {
  let at = end;
  for (;;) {
    while (at > 0 && ')]'.includes(text[at - 1])) {
      let depth = 0;
      do {
        at--;
        if (brackets[text[at]] !== undefined) depth++;
        else if ('(['.includes(text[at])) depth--;
      } while (depth > 0 && at > 0);
    }
    while (at > 0 && /[\w$#]/.test(text[at - 1])) at--;
    if (at > 0 && text[at - 1] === '.' && text[at - 2] !== '.') at -= text[at - 2] === '?' ? 2 : 1;
    else return at;
  }
}

// How V8 would name what is called at a place, or undefined where the text does not tell.
function describeCallee(file, line, column, what) {
  const text = shown.get(file)?.split('\n')[line - 1];
  if (text === undefined) return undefined;
  const start = column - 1;
  const isNew = /^new\s+/.exec(text.slice(start));
  const from = isNew === null ? start : start + isNew[0].length;
  const name = /^[\w$#]+/.exec(text.slice(from));
  if (name === null || /^\d/.test(name[0])) return undefined;
  if (isNew !== null) return /^[\w$#.]+/.exec(text.slice(from))[0];
  const first = chainStart(text, from);
  const rest = /^(?:\[[\w$'".+ -]*\])*/.exec(text.slice(from + name[0].length))[0];
  const chain = text.slice(first, from + name[0].length) + rest;
  const [before, after] = [text.slice(0, first), text.slice(from + name[0].length + rest.length)];
  // A place that is not what it should be is that of something else, further ahead.
  if (what === 'iterable' ? !/(?:\bof\s+|\.\.\.|=\s*|[([,]\s*)$/.test(before) || /^\s*[(.]/.test(after)
    : !/^\s*(?:\?\.)?\s*[(`]/.test(after)) return undefined;
  // What is given to calls inside a chain is left out.
  return chain.replace(/\?\./g, '.').replace(/\((?:[^()]|\([^()]*\))*\)/g, '(...)');
}

function shownName(file) {
  const folder = host.cwd();
  return file.startsWith(folder) ? path.relative(folder, file) : file;
}

const isFile = (file) => {
  const status = host.stat(file, true);
  return typeof status !== 'number' && (status[0] & host.S_IFMT) === host.S_IFREG;
};

function asFile(base) {
  for (const ending of ['', '.js', '.json', '.cjs', '.mjs']) if (isFile(base + ending)) return base + ending;
  if (isFile(`${base}/package.json`)) {
    const { main } = JSON.parse(host.decode(readFile(`${base}/package.json`)));
    const found = typeof main === 'string' ? asFile(path.join(base, main)) : undefined;
    if (found !== undefined) return found;
  }
  for (const name of ['index.js', 'index.json', 'index.cjs', 'index.mjs']) if (isFile(`${base}/${name}`)) return `${base}/${name}`;
  return undefined;
}

function find(name, folder) {
  if (/^(?:\.{0,2}\/|\.{1,2}$)/.test(name)) return asFile(path.resolve(folder, name));
  for (let at = folder; ; at = path.dirname(at)) {
    const found = asFile(path.join(at, 'node_modules', name));
    if (found !== undefined || at === '/') return found;
  }
}

class Module {
  constructor(file, parent) {
    this.id = file;
    this.path = path.dirname(file);
    this.exports = {};
    this.filename = file;
    this.loaded = false;
    this.children = [];
    this.paths = [];
    Object.defineProperty(this, 'parent', { value: parent, writable: true, configurable: true });
    parent?.children.push(this);
  }
  require(name) { return requireFor(this)(name); }
  static _load(name) { return requireFor(new Module('/[internal]'))(name); }
}

const cache = Object.create(null);
let mainModule;

function notFound(name, from) {
  const error = new Error(`Cannot find module '${name}'\nRequire stack:\n- ${from}`);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = [from];
  return error;
}

function requireFor(module) {
  function resolve(name) {
    if (typeof name !== 'string') throw invalidArgument('id', 'of type string', name);
    if (name === '') {
      throw codedError(TypeError, 'ERR_INVALID_ARG_VALUE', "The argument 'id' must be a non-empty string. Received ''");
    }
    if (Object.hasOwn(builtins, builtinName(name))) return name;
    const found = find(name, module.path);
    if (found === undefined) throw notFound(name, module.filename);
    return found;
  }
  function requireModule(name) {
    const file = resolve(name);
    if (Object.hasOwn(builtins, builtinName(file))) return builtins[builtinName(file)];
    const known = cache[file];
    if (known !== undefined) return known.exports;
    return load(file, module).exports;
  }
  Object.defineProperty(requireModule, 'name', { value: 'require' });
  return Object.assign(requireModule, { resolve, cache, main: mainModule, extensions: {} });
}

function runScript(module, source, name) {
  shown.set(name, source);
  const body = host.compile(source, name);
  return () => body.call(module.exports, module.exports, requireFor(module), module, module.filename, module.path);
}

function load(file, parent) {
  const module = new Module(file, parent);
  cache[file] = module;
  try {
    const source = sourceOf(readFile(file));
    if (file.endsWith('.json')) {
      try {
        module.exports = JSON.parse(source);
      } catch (error) {
        error.message = `${file}: ${error.message}`;
        throw error;
      }
    } else if (file.endsWith('.mjs')) {
      throw codedError(Error, 'ERR_REQUIRE_ESM', `require() of ES Module ${file} not supported.`);
    } else {
      runScript(module, source, shownName(file))();
    }
  } catch (error) {
    delete cache[file];
    throw error;
  }
  module.loaded = true;
  return module;
}

// ES modules. What the engine calls the name of a module is its path, or the name of a builtin one.

const moduleSyntax = /^\s*(?:import\b(?!\s*\()|export\b)/m;
const scriptSyntax = /\bmodule\.exports\b|\bexports\.\w|\brequire\s*\(/;

function resolveImport(base, name) {
  if (Object.hasOwn(builtins, builtinName(name))) return builtinName(name);
  const local = name.startsWith('file://') ? require('url').fileURLToPath(name) : name;
  const found = find(local, path.dirname(path.resolve(base)));
  if (found === undefined) {
    const bare = !/^[./]/.test(local);
    throw codedError(Error, 'ERR_MODULE_NOT_FOUND', bare ? `Cannot find package '${name}' imported from ${path.resolve(base)}`
      : `Cannot find module '${path.resolve(path.dirname(path.resolve(base)), local)}' imported from ${path.resolve(base)}`);
  }
  return shownName(found);
}

const withDefault = (value) => (value !== null && (typeof value === 'object' || typeof value === 'function')
  ? { ...value, default: value } : { default: value });

function loadImport(name, attributes) {
  if (Object.hasOwn(builtins, name)) return withDefault(builtins[name]);
  const file = path.resolve(name);
  const bytes = readFile(file);
  if (attributes?.type === 'json' || file.endsWith('.json')) return { default: JSON.parse(sourceOf(bytes)) };
  const source = sourceOf(bytes);
  if (file.endsWith('.cjs') || (!file.endsWith('.mjs') && !moduleSyntax.test(source) && scriptSyntax.test(source))) {
    return withDefault((cache[file] ?? load(file)).exports);
  }
  shown.set(name, source);
  return source;
}

function runModule(file, source, name) {
  shown.set(name, source);
  const promise = host.evaluateModule(source, name);
  tasks.internals.setMain(promise);
}

// Programs mix the two ways, so ES modules find `require` too, if only as a global.
function offerRequire(module) {
  globalThis.require = requireFor(module);
}

// What was made from another language stands in for its source: `sourceURL` tells how that is called.
function startMapped(module, file, source, name) {
  sourcemap.note(file, name, source);
  require('errors').useSourceMaps(sourcemap.locate);
  const original = /^\/\/# sourceURL=(.*)$/m.exec(source);
  if (original !== null) {
    module.filename = process.argv[1] = path.resolve(original[1]);
    module.path = path.dirname(module.filename);
  }
  Object.assign(globalThis, {
    module, exports: module.exports, __filename: module.filename, __dirname: module.path, __fileurl: `file://${module.filename}`,
  });
  offerRequire(module);
  runModule(file, source, name);
}

function runMain(file) {
  const fromInput = file === '-';
  const source = sourceOf(fromInput ? host.readAll(0) : readFile(file));
  const name = fromInput ? '[stdin]' : shownName(file);
  const module = new Module(fromInput ? '/[stdin]' : file);
  module.id = '.';
  mainModule = module;
  process.mainModule = module;
  if (!fromInput) cache[file] = module;
  if (process.execArgv.includes('--enable-source-maps')) {
    startMapped(module, file, source, name);
    return;
  }
  if (!file.endsWith('.mjs')) {
    let run;
    try {
      run = runScript(module, source, name);
    } catch (error) {
      // What is no script may be a module; the words tell whose complaint is worth showing.
      if (!(error instanceof SyntaxError) || !/\b(?:import|export|await)\b/.test(source)) throw error;
      offerRequire(module);
      try {
        runModule(file, source, name);
        return;
      } catch (another) {
        throw another instanceof SyntaxError && !moduleSyntax.test(source) && !/\bawait\b/.test(source) ? error : another;
      }
    }
    run();
    module.loaded = true;
    return;
  }
  offerRequire(module);
  runModule(file, source, name);
}

function start(table) {
  builtins = table;
  builtins.module = Object.assign(Module, {
    Module,
    builtinModules: Object.keys(table),
    isBuiltin: (name) => Object.hasOwn(table, builtinName(name)),
    createRequire: (from) => requireFor(new Module(String(from).replace(/^file:\/\//, ''))),
  });
  host.setLoader(resolveImport, loadImport, describeCallee);
}

module.exports = { start, runMain, sourceLine };
