const fs = require("fs");
try {
  fs.mkdirSync("d/".repeat(100_000), { recursive: true });
  console.log("accepted");
} catch (error) {
  console.log("stopped");
}
