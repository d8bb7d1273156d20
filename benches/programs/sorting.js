// A merge sort written out, and the built-in sort with a comparison, on the same pseudo-random numbers.
const COUNT = 15000;
const ROUNDS = 12;

function numbers(count, seed) {
  const result = [];
  for (let index = 0; index < count; index++) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    result.push(seed >> 8);
  }
  return result;
}

function mergeSort(items) {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = mergeSort(items.slice(0, middle)), right = mergeSort(items.slice(middle));
  const merged = [];
  let i = 0, j = 0;
  while (i < left.length && j < right.length) merged.push(left[i] <= right[j] ? left[i++] : right[j++]);
  while (i < left.length) merged.push(left[i++]);
  while (j < right.length) merged.push(right[j++]);
  return merged;
}

let checksum = 0;
for (let round = 0; round < ROUNDS; round++) {
  const items = numbers(COUNT, round);
  const own = mergeSort(items);
  const byDigits = items.slice().sort((a, b) => (a % 1000) - (b % 1000) || a - b);
  for (let index = 0; index < COUNT; index += 97) checksum = (checksum * 31 + own[index] + byDigits[index]) % 1000003;
}
console.log(checksum);
