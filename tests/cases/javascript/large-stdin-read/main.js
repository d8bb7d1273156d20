const lines = require("fs").readFileSync("/dev/stdin", "utf8").split("\n");
lines.pop();
console.log(`${lines.length} numbers, sum ${lines.reduce((sum, line) => sum + Number(line), 0)}`);
