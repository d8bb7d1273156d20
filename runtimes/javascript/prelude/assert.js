// `assert`.

const { inspect } = require('inspect');
const { deepEqual } = require('util');
const { codeInHeader, invalidArgument } = require('errors');

class AssertionError extends Error {
  constructor({ message, actual, expected, operator, above }) {
    super(message);
    Object.defineProperty(this, codeInHeader, { value: true });
    this.name = 'AssertionError';
    this.generatedMessage = false;
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, 'name', { enumerable: false });
    Error.captureStackTrace(this, above);
  }
}

function fail(message, actual, expected, operator, usual, above) {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message ?? usual(), actual, expected, operator, above });
  error.generatedMessage = message === undefined;
  throw error;
}

// Each member on a line of its own.
const spread = (value) => inspect(value, { compact: false, sorted: true, depth: 1000 });

// The lines of two values, with what only one of them has marked.
function difference(actual, expected) {
  const [a, b] = [spread(actual).split('\n'), spread(expected).split('\n')];
  if (a.length * b.length > 1e6) return [...a.map((line) => `+ ${line}`), ...b.map((line) => `- ${line}`)].join('\n');
  const bare = (line) => line?.replace(/,$/, '');
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = bare(a[i]) === bare(b[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && bare(a[i]) === bare(b[j])) lines.push(`  ${a[i++]}`), j++;
    else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) lines.push(`+ ${a[i++]}`);
    else lines.push(`- ${b[j++]}`);
  }
  return lines.join('\n');
}

function versus(text, actual, expected) {
  return `${text}\n\n${inspect(actual)} !== ${inspect(expected)}\n`;
}

function assert(value, message) {
  if (!value) fail(message, value, true, '==', () => (arguments.length === 0 ? 'No value argument passed to `assert.ok()`'
    : `The expression evaluated to a falsy value:\n\n  assert(${inspect(value)})\n`), assert);
}

function check(name, operator, holds, usual) {
  assert[name] = function (actual, expected, message) {
    if (!holds(actual, expected)) fail(message, actual, expected, operator, () => usual(actual, expected), assert[name]);
  };
}

assert.ok = function ok(value, message) {
  if (!value) fail(message, value, true, '==', () => `The expression evaluated to a falsy value:\n\n  assert.ok(${inspect(value)})\n`, ok);
};
check('equal', '==', (a, b) => a == b || (a !== a && b !== b), (a, b) => `${inspect(a)} == ${inspect(b)}`);
check('notEqual', '!=', (a, b) => a != b && (a === a || b === b), (a, b) => `${inspect(a)} != ${inspect(b)}`);
check('strictEqual', 'strictEqual', Object.is, (a, b) => versus('Expected values to be strictly equal:', a, b));
check('notStrictEqual', 'notStrictEqual', (a, b) => !Object.is(a, b),
  (a) => `Expected "actual" to be strictly unequal to: ${inspect(a)}`);
check('deepEqual', 'deepEqual', (a, b) => deepEqual(a, b, false), (a, b) =>
  `Expected values to be loosely deep-equal:\n\n${spread(a)}\n\nshould loosely deep-equal\n\n${spread(b)}`);
check('deepStrictEqual', 'deepStrictEqual', (a, b) => deepEqual(a, b, true), (a, b) =>
  `Expected values to be strictly deep-equal:\n+ actual - expected\n\n${difference(a, b)}`);
check('notDeepEqual', 'notDeepEqual', (a, b) => !deepEqual(a, b, false), (a) =>
  `Expected "actual" not to be loosely deep-equal to: ${inspect(a)}`);
check('notDeepStrictEqual', 'notDeepStrictEqual', (a, b) => !deepEqual(a, b, true), (a) =>
  `Expected "actual" not to be strictly deep-equal to:\n\n${spread(a)}\n`);
check('match', 'match', (text, pattern) => pattern.test(text), (text, pattern) =>
  `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`);
check('doesNotMatch', 'doesNotMatch', (text, pattern) => !pattern.test(text), (text, pattern) =>
  `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`);

assert.fail = function (message = 'Failed') {
  fail(message, undefined, undefined, 'fail', () => 'Failed', assert.fail);
};
assert.ifError = function (value) {
  if (value !== null && value !== undefined) throw value instanceof Error ? value : new AssertionError({ message: `ifError got unwanted exception: ${inspect(value)}` });
};

function matches(error, expected) {
  if (expected === undefined || typeof expected === 'string') return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    if (Error.isPrototypeOf(expected) || expected === Error) return false;
    return expected.call({}, error) === true;
  }
  return Reflect.ownKeys(expected).every((key) => (expected[key] instanceof RegExp && typeof error[key] === 'string'
    ? expected[key].test(error[key]) : deepEqual(error[key], expected[key], true)));
}

function judgeThrown(thrown, expected, message, operator, above) {
  const text = typeof expected === 'string' ? expected : message;
  if (thrown === null) fail(text === undefined ? undefined : `Missing expected exception: ${text}`, undefined, expected, operator, () => 'Missing expected exception.', above);
  if (!matches(thrown[0], expected)) {
    if (typeof expected === 'function' || expected instanceof RegExp) throw thrown[0];
    fail(message, thrown[0], expected, operator, () => 'The error does not match what was expected.', above);
  }
}

assert.throws = function (action, expected, message) {
  if (typeof action !== 'function') throw invalidArgument('fn', 'of type function', action);
  let thrown = null;
  try {
    action();
  } catch (error) {
    thrown = [error];
  }
  judgeThrown(thrown, expected, message, 'throws', assert.throws);
};
assert.rejects = async function (promise, expected, message) {
  let thrown = null;
  try {
    await (typeof promise === 'function' ? promise() : promise);
  } catch (error) {
    thrown = [error];
  }
  judgeThrown(thrown, expected, message, 'rejects', assert.rejects);
};
assert.doesNotThrow = function (action) { action(); };
assert.doesNotReject = async function (promise) { await (typeof promise === 'function' ? promise() : promise); };
assert.AssertionError = AssertionError;
assert.strict = Object.assign((...values) => assert(...values), assert, {
  equal: assert.strictEqual, notEqual: assert.notStrictEqual, deepEqual: assert.deepStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

module.exports = assert;
