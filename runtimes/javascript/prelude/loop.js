// The life of a program: its main file, the event loop, and how it ends.

const process = require('process');
const { inspect } = require('inspect');
const { runMain, sourceLine } = require('modules');
const { internals: timers } = require('timers');
const { internals: tasks } = require('tasks');

// Promises that were rejected while nobody listened, with the reasons.
const rejected = new Map();
host.onRejection((promise, reason, handled) => {
  if (handled) rejected.delete(promise);
  else rejected.set(promise, reason);
});

// The place in the program that an error came from, as its source line with a mark under it.
function excerpt(error, atThrow) {
  if (!(error instanceof Error)) return '';
  const place = /\(([^()\n]*?):(\d+):(\d+)\)|at ([^()\n]*?):(\d+):(\d+)/.exec(error.stack);
  if (place === null) return '';
  const [file, line, column] = place[1] === undefined ? place.slice(4) : place.slice(1);
  const text = file.startsWith('node:') ? undefined : sourceLine(file, Number(line));
  if (text === undefined || text.length > 200) return '';
  // What is made in order to be thrown is marked at the throw.
  const before = text.slice(0, column - 1).replace(atThrow ? /\bthrow\s+$/ : /$^/, '');
  return `${file}:${line}\n${text}\n${before.replace(/[^\t]/g, ' ')}^\n\n`;
}

function report(error, atThrow) {
  let text;
  try {
    text = error instanceof Error ? `${excerpt(error, atThrow)}${inspect(error)}`
      : `Uncaught:\n${inspect(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`;
  } catch {
    text = String(error);
  }
  host.flush();
  host.write(2, text, true);
}

function fail(error, atThrow = true) {
  if (process.listenerCount('uncaughtException') > 0) {
    try {
      process.emit('uncaughtException', error, 'uncaughtException');
      return;
    } catch (another) {
      report(another, true);
    }
  } else {
    report(error, atThrow);
  }
  try {
    process.exitCode = undefined;
    process.reallyExit(process.emitExit(1));
  } catch (another) {
    report(another, true);
    host.exit(7);
  }
}

function failRejection(promise, reason) {
  if (process.emit('unhandledRejection', reason, promise)) return;
  if (reason instanceof Error) {
    fail(reason, false);
    return;
  }
  const error = new Error('This error originated either by throwing inside of an async function without a catch block, or ' +
    'by rejecting a promise which was not handled with .catch(). The promise rejected with the reason ' +
    `"${typeof reason === 'object' && reason !== null ? `#<${reason.constructor?.name ?? 'Object'}>` : String(reason)}".`);
  error.name = 'UnhandledPromiseRejection';
  error.stack = `${error.name}: ${error.message}`;
  error.code = 'ERR_UNHANDLED_REJECTION';
  fail(error);
}

function guarded(action) {
  try {
    return action();
  } catch (error) {
    fail(error);
    return undefined;
  }
}

// What is to be done before the next turn of the loop: ticks, promise jobs, and the look at rejections nobody handled.
function settle() {
  do {
    do {
      guarded(tasks.runTicks);
      guarded(host.runJobs);
    } while (tasks.hasTicks());
    for (const [promise, reason] of rejected) {
      rejected.delete(promise);
      failRejection(promise, reason);
    }
  } while (tasks.hasTicks());
}

function turn() {
  guarded(() => timers.runDue(settle));
  settle();
  const polled = guarded(tasks.poll);
  settle();
  guarded(() => timers.runImmediates(settle));
  settle();
  return polled;
}

// Whether anything can still happen. QuickJS's own module `os` keeps timers of its own, which come last.
function pending() {
  if (timers.alive() || tasks.alive()) return true;
  const wait = guarded(host.runOwnTimers);
  if (wait > 0) host.sleep(wait);
  return wait >= 0 || timers.alive() || tasks.alive();
}

function run() {
  process.start();
  guarded(() => runMain(process.argv[1]));
  settle();
  for (;;) {
    while (pending()) {
      turn();
      const timer = timers.next();
      if (timer !== undefined && timers.alive() && !tasks.alive() && !timers.hasImmediates()) {
        const wait = timer._time - host.now();
        if (wait > 0 && timer._idleTimeout > 1) host.sleep(wait);
      }
    }
    guarded(() => process.emit('beforeExit', process.exitCode ?? 0));
    settle();
    if (!pending()) break;
  }
  return guarded(() => process.emitExit(process.exitCode ?? tasks.unsettledMain())) ?? process.exitCode ?? 0;
}

module.exports = { run };
