const map = new Map();
for (let n = 0; n < 1000; n++) map.set({ n }, n);
console.log("keys", Object.keys({ b: 1, a: 2, 1: 3 }), map.size);
const error = (() => { try { null.x; } catch (error) { return error.stack; } })();
console.log(error);
let depth = 0;
try { (function deep() { depth++; deep(); })(); } catch (error) { console.log(depth, error.message); }
