const fs = require("fs");
let n = 0;
try {
  for (; n < 1_000_000; n++) fs.writeFileSync(`f${n}`, "");
} catch (error) {
  console.log("stopped:", error.code, n <= 500);
}
