// Full binary trees, made, counted and thrown away: the allocator and the collector at work.
const DEPTH = 12;
const TREES = 400;

function make(depth) {
  return depth === 0 ? { left: null, right: null } : { left: make(depth - 1), right: make(depth - 1) };
}

function count(tree) {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right);
}

const kept = make(DEPTH);
let total = 0;
for (let round = 0; round < TREES; round++) total += count(make(DEPTH - (round % 3)));
console.log(total + " " + count(kept));
