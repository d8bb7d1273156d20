import { EventEmitter, once } from 'node:events';
import { Transform, pipeline } from 'node:stream';
import { createHash } from 'node:crypto';
import { promisify, inspect } from 'node:util';
import assert from 'node:assert/strict';
import os from 'os';
import type { Readable } from 'stream';

interface Events { tick: [count: number] }

class Clock extends EventEmitter {
  start(): void { setImmediate(() => this.emit('tick', 1)); }
}

const clock = new Clock();
clock.start();
const [count] = await once(clock, 'tick') as Events['tick'];
assert.equal(count, 1);
console.log(createHash('sha256').update('abc').digest('hex').slice(0, 16), os.EOL === '\n');
const upper = new Transform({ transform(chunk: Buffer, encoding, done) { done(null, chunk.toString().toUpperCase()); } });
upper.end('stream');
for await (const chunk of upper as Readable) console.log(String(chunk));
console.log(inspect(new Map<string, number[]>([['a', [1, 2]]])), await promisify(setTimeout)(1, 'late'), typeof pipeline);
console.log([3, 1, 2].toSorted(), new URL('http://a.b/c?d=1').searchParams.get('d'), structuredClone({ x: new Date(0) }));
