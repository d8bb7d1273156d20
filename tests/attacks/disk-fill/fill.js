const fs = require("fs");
let n = 0;
try {
  for (; n < 10_000; n++) fs.appendFileSync("big", "x".repeat(65536));
} catch (error) {
  console.log("stopped:", error.code, n <= 64);
}
