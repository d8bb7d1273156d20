// A least-recently-used cache on a linked list, driven by commands, checked against a simple model.
"use strict";

class Node {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.before = this.after = null;
  }
}

class LruCache {
  #capacity;
  #nodes = new Map();
  #head = new Node();
  #tail = new Node();
  hits = 0;
  misses = 0;

  constructor(capacity) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`bad capacity ${capacity}`);
    this.#capacity = capacity;
    this.#head.after = this.#tail;
    this.#tail.before = this.#head;
  }

  #unlink(node) {
    node.before.after = node.after;
    node.after.before = node.before;
  }

  #toFront(node) {
    node.after = this.#head.after;
    node.before = this.#head;
    node.after.before = node;
    this.#head.after = node;
  }

  get(key) {
    const node = this.#nodes.get(key);
    if (!node) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    this.#unlink(node);
    this.#toFront(node);
    return node.value;
  }

  put(key, value) {
    let node = this.#nodes.get(key);
    if (node) {
      node.value = value;
      this.#unlink(node);
    } else {
      if (this.#nodes.size === this.#capacity) {
        const oldest = this.#tail.before;
        this.#unlink(oldest);
        this.#nodes.delete(oldest.key);
      }
      node = new Node(key, value);
      this.#nodes.set(key, node);
    }
    this.#toFront(node);
    return this;
  }

  *[Symbol.iterator]() {
    for (let node = this.#head.after; node !== this.#tail; node = node.after) yield [node.key, node.value];
  }
}

function model(capacity) {
  const map = new Map();
  return {
    get(key) {
      if (!map.has(key)) return undefined;
      const value = map.get(key);
      map.delete(key);
      map.set(key, value);
      return value;
    },
    put(key, value) {
      map.delete(key);
      if (map.size === capacity) map.delete(map.keys().next().value);
      map.set(key, value);
    },
    list: () => [...map].reverse(),
  };
}

const lines = require("fs").readFileSync(0, "utf8").split("\n").filter(Boolean);
const cache = new LruCache(Number(lines.shift()));
for (const [command, key, value] of lines.map((line) => line.split(" "))) {
  if (command === "put") cache.put(key, value);
  else if (command === "get") console.log(key, cache.get(key) ?? "(miss)");
  else console.log([...cache]);
}

let seed = 12345;
const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
const large = new LruCache(100);
const simple = model(100);
let differences = 0;
for (let i = 0; i < 50000; i++) {
  const key = random(300);
  if (random(2)) {
    large.put(key, i);
    simple.put(key, i);
  } else if (large.get(key) !== simple.get(key)) differences++;
}
differences += JSON.stringify([...large]) === JSON.stringify(simple.list()) ? 0 : 1;
console.log({ differences, hits: large.hits, misses: large.misses });
