const fs = require("fs");
const path = require("path");
const { area } = require("./shapes.js");
const settings = require("./data/settings.json");

for (const line of fs.readFileSync("data/sides.txt", "utf8").trim().split("\n")) {
  const [w, h] = line.split(" ").map(Number);
  console.log(area(w, h), settings.unit);
}
console.log(fs.existsSync("none.txt"), fs.readdirSync("data").sort().join(), path.extname("data/sides.txt"));
