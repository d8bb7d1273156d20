// The most pancake flips of any permutation, over all permutations in the order of Heap's algorithm.
const N = 9;

function flipsOf(order, pancakes) {
  for (let i = 0; i < N; i++) pancakes[i] = order[i];
  let count = 0;
  for (let first = pancakes[0]; first !== 0; first = pancakes[0]) {
    for (let low = 0, high = first; low < high; low++, high--) {
      const kept = pancakes[low];
      pancakes[low] = pancakes[high];
      pancakes[high] = kept;
    }
    count++;
  }
  return count;
}

const order = Array.from({ length: N }, (_, index) => index);
const pancakes = order.slice();
const turns = new Array(N).fill(0);
let most = 0, checksum = 0, sign = 1, level = 0;
while (level < N) {
  if (level === 0) {
    const flips = flipsOf(order, pancakes);
    if (flips > most) most = flips;
    checksum += sign * flips;
    level = 1;
  } else if (turns[level] < level) {
    const other = level % 2 ? turns[level] : 0;
    const kept = order[other];
    order[other] = order[level];
    order[level] = kept;
    sign = -sign;
    turns[level]++;
    level = 0;
  } else {
    turns[level] = 0;
    level++;
  }
}
console.log(checksum + " " + most);
