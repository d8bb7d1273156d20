const readline = require("readline");

const reader = readline.createInterface({ input: process.stdin });
let lines = 0;
let characters = 0;
reader.on("line", (line) => {
  lines++;
  characters += line.length;
});
reader.on("close", () => console.log(`${lines} lines, ${characters} characters`));
