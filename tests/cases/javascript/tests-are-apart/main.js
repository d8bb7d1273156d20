const fs = require("fs");

console.log(globalThis.secret, Array.prototype.secret, process.env.SECRET);
globalThis.secret = Array.prototype.secret = 1;
process.env.SECRET = "1";
console.log(fs.existsSync("state.txt"), fs.readFileSync("shared.txt", "utf8").trim());
fs.writeFileSync("state.txt", "changed");
fs.writeFileSync("shared.txt", "changed");
process.exit(Number(process.argv[2]));
