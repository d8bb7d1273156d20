import * as readline from 'node:readline';

async function main(): Promise<void> {
  const lines: AsyncIterable<string> = readline.createInterface({ input: process.stdin });
  let sum = 0n;
  for await (const line of lines) sum += line.split(/\s+/).filter(Boolean).map(BigInt).reduce((a, b) => a + b, 0n);
  console.log(sum);
}

main();
