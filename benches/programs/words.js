// Words counted in a map, looked up again, and half of them removed.
const ROUNDS = 14;
const WORDS = 90000;

let checksum = 0, left = 0;
for (let round = 0; round < ROUNDS; round++) {
  let seed = round + 1;
  const counts = new Map();
  for (let index = 0; index < WORDS; index++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    const word = "w" + ((seed >> 12) % 9000);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (let number = 0; number < 9000; number += 2) counts.delete("w" + number);
  for (const [word, count] of counts) checksum = (checksum * 31 + word.length * count) % 1000003;
  left = counts.size;
}
console.log(checksum + " " + left);
