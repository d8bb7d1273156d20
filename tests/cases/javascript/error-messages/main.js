'use strict';
const attempts = [
  () => null.x, () => undefined.foo(), () => { const o = {}; o.method(); }, () => { const o = { a: {} }; o.a.b.c(); },
  () => { const list = [1]; list[0](); }, () => { let n = 5; n(); }, () => missing, () => { later; let later = 1; },
  () => { const fixed = 1; fixed = 2; }, () => { undefined.x = 1; }, () => { Object.freeze({ a: 1 }).a = 2; },
  () => { Object.freeze({}).b = 1; }, () => { delete Object.freeze({ a: 1 }).a; }, () => { Object.freeze([1]).push(2); },
  () => { const n = 5; for (const item of n) item; }, () => { const o = {}; [...o]; }, () => [].reduce((a, b) => a + b),
  () => new Array(-1), () => 'x'.repeat(-1), () => 1n + 1, () => JSON.parse(''), () => JSON.parse('[1,]'),
  () => JSON.parse('<html>not json at all</html>'), () => JSON.parse(undefined), () => JSON.stringify(1n), () => `${Symbol('s')}`,
  () => decodeURIComponent('%'), () => (1.5).toFixed(101), () => new Date(NaN).toISOString(), () => { class A {} A(); },
  () => { class A { constructor() { this.a = 1; } } class B extends A { constructor() { this.b = 1; } } new B(); },
  () => { const NotAClass = {}; new NotAClass(); }, () => 'a' in 'b', () => [1].map(5), () => Object.keys(null),
  () => require('./nowhere'), () => require('fs').readFileSync('/nowhere'), () => require('path').join(1),
  () => Buffer.from(5), () => setTimeout('text'), () => new URL('nowhere'),
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log('no error', String(attempt));
  } catch (error) {
    console.log(`${error.name}: ${error.message.split('\n')[0]}`);
  }
}
