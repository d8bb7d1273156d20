const fs = require("fs");

const numbers = fs.readFileSync(0, "utf8").trim().split(/\s+/).map(Number);
if (numbers.length !== 2) {
  console.error("two numbers, please");
  process.exit(2);
}
console.log(numbers[0] + numbers[1]);
