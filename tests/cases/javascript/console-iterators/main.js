const map = new Map([['a', 1], ['b', { c: 2 }]]);
const keys = map.keys();
console.log(keys, map.values(), map.entries(), map[Symbol.iterator]());
keys.next();
console.log(keys, new Set([1, 2]).values(), new Set(['x']).entries(), new Map().keys());
map.delete('b');
console.log(keys, [...map.keys()], { keys: map.keys() });
