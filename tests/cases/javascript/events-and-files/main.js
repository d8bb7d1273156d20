const EventEmitter = require('events');
const { parseArgs } = require('util');
const fs = require('fs');

const emitter = new EventEmitter();
setTimeout(() => {
  for (const n of [1, 2, 3]) emitter.emit('tick', n);
}, 1);
(async () => {
  for await (const [n] of EventEmitter.on(emitter, 'tick')) {
    console.log(n);
    if (n === 3) break;
  }
  console.log(parseArgs({ args: ['-v', '--name', 'x', '--level=3'], options: { verbose: { type: 'boolean', short: 'v' },
    name: { type: 'string' }, level: { type: 'string' } } }).values);
  process.env.COUNT = 1;
  console.log(typeof process.env.COUNT);
  await new Promise((resolve) => { fs.readFile('/nowhere', (error) => resolve(console.log(error))); });
  await fs.promises.readFile('/nowhere').catch((error) => console.log(error.code, error.errno));
  const handle = await fs.promises.open('out.txt', 'w');
  await handle.writeFile('a\nb\n');
  await handle.close();
  for await (const line of (await fs.promises.open('out.txt')).readLines()) console.log(line);
  fs.unlinkSync('out.txt');
})();
