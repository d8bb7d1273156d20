// The queue of process.nextTick, and the sources of input that the loop polls.

const { invalidArgument } = require('errors');

let ticks = [];

function nextTick(callback, ...values) {
  if (typeof callback !== 'function') throw invalidArgument('callback', 'of type function', callback);
  ticks.push(callback, values);
}

function runTicks() {
  while (ticks.length > 0) {
    const due = ticks;
    ticks = [];
    for (let i = 0; i < due.length; i += 2) {
      try {
        due[i](...due[i + 1]);
      } catch (error) {
        ticks = [...due.slice(i + 2), ...ticks];
        throw error;
      }
    }
  }
}

// Functions that read a piece of input, for as long as somebody wants input.
const sources = new Set();

function poll() {
  for (const source of [...sources]) source();
}

let mainPromise = null;

module.exports = {
  nextTick,
  sources,
  internals: {
    runTicks,
    hasTicks: () => ticks.length > 0,
    poll,
    alive: () => sources.size > 0,
    setMain(promise) { mainPromise = promise; },
    // A module that waits for what can never come ends with the status 13.
    unsettledMain: () => (mainPromise !== null && host.promiseState(mainPromise) === 0 ? 13 : 0),
  },
};
