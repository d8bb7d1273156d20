const { Readable, Transform, Writable, Duplex, PassThrough, pipeline, promises } = require('stream');

class Counter extends Readable {
  constructor(limit) {
    super({ objectMode: true });
    this.limit = limit;
    this.next = 0;
  }
  _read() { this.push(this.next < this.limit ? { n: this.next++ } : null); }
}

class Doubler extends Transform {
  constructor() { super({ objectMode: true }); }
  _transform({ n }, encoding, done) {
    this.push(n * 2);
    done();
  }
  _flush(done) {
    this.push('end');
    done();
  }
}

async function main() {
  for await (const item of new Counter(3).pipe(new Doubler())) console.log(item);
  const slow = new Writable({ write(chunk, encoding, done) {
    setTimeout(() => {
      console.log('slow', String(chunk));
      done();
    }, 1);
  }, final(done) {
    console.log('final');
    done();
  } });
  console.log(slow.write('a'), slow.write('b'));
  await new Promise((resolve) => { slow.on('finish', resolve).end('c'); });
  const upper = new Transform({ transform(chunk, encoding, done) { done(null, String(chunk).toUpperCase()); } });
  await promises.pipeline(Readable.from(['x', 'y']), upper, new PassThrough(), async function* (source) {
    for await (const chunk of source) yield `<${chunk}>`;
  }, new Writable({ objectMode: true, write(chunk, encoding, done) {
    console.log(String(chunk));
    done();
  } }));
  console.log(await Readable.from([1, 2, 3, 4]).filter((n) => n % 2).map(async (n) => n * 10).toArray());
  const echo = new Duplex({ read() {}, write(chunk, encoding, done) {
    this.push(chunk);
    done();
  }, final(done) {
    this.push(null);
    done();
  } });
  echo.end('echo');
  for await (const chunk of echo) console.log(chunk);
  pipeline(new Readable({ read() { this.destroy(new Error('broken')); } }), new PassThrough(), (error) => console.log(error.message));
  const lines = [];
  for await (const chunk of process.stdin.pipe(new PassThrough({ encoding: 'utf8' }))) lines.push(...chunk.trim().split('\n'));
  console.log(lines);
}

main();
