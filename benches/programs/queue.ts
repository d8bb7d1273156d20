type Comparator<T> = (a: T, b: T) => number;

class PriorityQueue<T> {
  private readonly heap: T[] = [];

  constructor(private readonly compare: Comparator<T>) {}

  get size(): number { return this.heap.length; }

  push(item: T): void {
    const { heap } = this;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compare(heap[parent]!, item) <= 0) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = item;
  }

  pop(): T | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length > 0 && last !== undefined) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && this.compare(heap[child + 1]!, heap[child]!) < 0) child++;
        if (this.compare(heap[child]!, last) >= 0) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
    }
    return top;
  }
}

const enum Kind { Arrive, Leave }
interface Event { time: number; kind: Kind; customer: number }

let seed = 12345;
const random = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;

const queue = new PriorityQueue<Event>((a, b) => a.time - b.time || a.customer - b.customer);
const waiting: number[] = [];
const arrived = new Map<number, number>();
let busy = false;
let served = 0;
let total = 0;
for (let customer = 0; customer < 60000; customer++) queue.push({ time: Math.floor(random() * 300000), kind: Kind.Arrive, customer });

function serve(now: number): void {
  const next = waiting.shift();
  busy = next !== undefined;
  if (next === undefined) return;
  total += now - arrived.get(next)!;
  queue.push({ time: now + 1 + Math.floor(random() * 6), kind: Kind.Leave, customer: next });
}

while (queue.size > 0) {
  const { time, kind, customer } = queue.pop()!;
  switch (kind) {
    case Kind.Arrive:
      arrived.set(customer, time);
      waiting.push(customer);
      if (!busy) serve(time);
      break;
    case Kind.Leave:
      served++;
      serve(time);
      break;
  }
}
console.log({ served, average: Number((total / served).toFixed(3)) });
