// Lines of input, as events, as answers to questions and as an asynchronous sequence.

const EventEmitter = require('events');
const { StringDecoder } = require('encoding');
const { nextTick } = require('tasks');

class Interface extends EventEmitter {
  #decoder = new StringDecoder('utf8');
  #partial = '';
  #sawReturn = false;
  #waiting = [];
  #next = 0;
  #atEnd = false;
  #closesAtExit = false;
  #question = null;
  #prompt = '> ';
  #paused = false;
  closed = false;
  terminal = false;
  line = '';
  cursor = 0;

  constructor(input, output) {
    super();
    const options = input !== undefined && input?.input !== undefined ? input : { input, output };
    this.input = options.input;
    this.output = options.output;
    if (options.prompt !== undefined) this.#prompt = String(options.prompt);
    if (this.input === undefined) return;
    this.input.on('data', (chunk) => this.#feed(typeof chunk === 'string' ? chunk : this.#decoder.write(chunk)));
    this.input.on('end', () => this.#finish());
    this.input.resume();
  }

  // Lines end with \n, \r\n or \r, and the two of a pair may come in different chunks.
  #feed(chunk) {
    let text = chunk;
    if (text === '') return;
    if (this.#sawReturn && text[0] === '\n') text = text.slice(1);
    this.#sawReturn = chunk.endsWith('\r');
    const lines = (this.#partial + text).split(/\r\n|\n|\r/);
    this.#partial = lines.pop();
    if (this.#next < this.#waiting.length) {
      for (const line of lines) this.#waiting.push(line);
    } else {
      this.#waiting = lines;
      this.#next = 0;
    }
    this.#drain();
  }

  // Lines that nobody asks for are kept for the next question or listener. Node drops them, and programs that ask one
  // question after the other then work at a terminal only.
  #drain() {
    while (!this.#paused && this.#next < this.#waiting.length) {
      if (this.#question !== null) {
        const answer = this.#question;
        this.#question = null;
        answer(this.#waiting[this.#next++]);
      } else if (this.listenerCount('line') > 0) {
        this.emit('line', this.#waiting[this.#next++]);
      } else {
        break;
      }
    }
    if (!this.#atEnd || this.#paused) return;
    if (this.#next >= this.#waiting.length) this.close();
    else if (!this.#closesAtExit) process.once('beforeExit', () => this.close());
    this.#closesAtExit ||= this.#next < this.#waiting.length;
  }

  #finish() {
    const rest = this.#partial + this.#decoder.end();
    this.#partial = '';
    if (rest !== '') this.#waiting.push(rest);
    this.#atEnd = true;
    this.#drain();
  }

  on(name, listener) {
    super.on(name, listener);
    if (name === 'line') nextTick(() => this.#drain());
    return this;
  }
  addListener(name, listener) { return this.on(name, listener); }

  close() {
    if (this.closed) return;
    this.closed = true;
    this.input?.pause();
    this.emit('close');
  }
  pause() {
    if (this.#paused) return this;
    this.#paused = true;
    this.input?.pause();
    this.emit('pause');
    return this;
  }
  resume() {
    if (!this.#paused) return this;
    this.#paused = false;
    if (!this.#atEnd) this.input?.resume();
    this.emit('resume');
    nextTick(() => this.#drain());
    return this;
  }
  setPrompt(prompt) { this.#prompt = String(prompt); }
  getPrompt() { return this.#prompt; }
  prompt() {
    this.resume();
    this.output?.write(this.#prompt);
  }
  question(query, options, callback) {
    const answer = typeof options === 'function' ? options : callback;
    if (this.closed) throw Object.assign(new Error('readline was closed'), { code: 'ERR_USE_AFTER_CLOSE' });
    this.output?.write(String(query));
    this.#question = answer;
    this.resume();
    if (this.#next < this.#waiting.length) nextTick(() => this.#drain());
  }
  write(text) {
    if (typeof text === 'string') this.#feed(text);
  }

  [Symbol.asyncIterator]() {
    const ready = [];
    const asking = [];
    let done = this.closed;
    this.on('line', (line) => {
      if (asking.length > 0) asking.shift()({ value: line, done: false });
      else ready.push(line);
    });
    this.on('close', () => {
      done = true;
      for (const resolve of asking.splice(0)) resolve({ value: undefined, done: true });
    });
    let taken = 0;
    return {
      next: () => {
        if (taken < ready.length) {
          const value = ready[taken++];
          // Taking from the front one by one would move all the others every time.
          if (taken > 4096) ready.splice(0, taken), taken = 0;
          return Promise.resolve({ value, done: false });
        }
        if (done) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve) => { asking.push(resolve); });
      },
      return: () => {
        this.close();
        return Promise.resolve({ value: undefined, done: true });
      },
      [Symbol.asyncIterator]() { return this; },
    };
  }
}

Interface.prototype.question[Symbol.for('nodejs.util.promisify.custom')] = function (query) {
  return new Promise((resolve) => { this.question(query, resolve); });
};

class PromiseInterface extends Interface {
  question(query) {
    return new Promise((resolve, reject) => {
      try {
        super.question(query, resolve);
      } catch (error) {
        reject(error);
      }
    });
  }
}

const createInterface = (input, output) => new Interface(input, output);

module.exports = {
  Interface,
  createInterface,
  clearLine: () => true,
  clearScreenDown: () => true,
  cursorTo: () => true,
  moveCursor: () => true,
  emitKeypressEvents() {},
  promises: { Interface: PromiseInterface, createInterface: (input, output) => new PromiseInterface(input, output) },
};
