const fs = require("fs");

fs.writeFileSync("notes.txt", Array.from({ length: 1000 }, (_, i) => `line ${i + 1}\n`).join(""));
fs.appendFileSync("notes.txt", "appended\n");
console.log(fs.statSync("notes.txt").size, fs.statSync("notes.txt").isFile());
fs.mkdirSync("a/b", { recursive: true });
fs.renameSync("notes.txt", "a/b/moved.txt");
console.log(fs.existsSync("notes.txt"), fs.readdirSync("a/b").join(), fs.statSync("a").isDirectory());
console.log(fs.readFileSync("a/b/moved.txt", "utf8").slice(-9).trim());
fs.unlinkSync("a/b/moved.txt");
fs.rmSync("a", { recursive: true });
console.log(fs.existsSync("a"));
try {
  fs.readFileSync("none.txt");
} catch (error) {
  console.log(error.code, error instanceof Error, error.message.includes("none.txt"));
}
fs.writeFileSync("bytes.bin", Buffer.from([0, 127, 128, 255]));
console.log([...fs.readFileSync("bytes.bin")].join(), fs.readFileSync("bytes.bin").toString("hex"));
fs.promises.readFile("bytes.bin").then((data) => console.log(data.length));
