import { setTimeout as sleep } from 'node:timers/promises';

const results: number[] = await Promise.all([1, 2, 3].map(async (n) => {
  await sleep(1);
  return n * n;
}));
console.log(results);
for await (const each of (async function* () { yield 'a'; yield 'b'; })()) console.log(each);
export {};
