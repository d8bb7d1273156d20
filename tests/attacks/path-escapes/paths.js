const fs = require("fs");

const target = process.argv[2];
const prefixes = ["", "/", "//", "..", "../".repeat(12), "/../..", "./..", "/tmp/../../..", "/proc/self/root", "file://"];
const attempt = (how, action) => {
  try {
    console.log(how, String(action()));
  } catch (error) {
    console.log(how, "denied", error.code ?? error.name);
  }
};
fs.writeFileSync("mine", "mine");
prefixes.forEach((prefix, i) => {
  const path = prefix + target;
  attempt("read", () => fs.readFileSync(path, "utf8"));
  attempt("trailing slash", () => fs.readFileSync(path + "/", "utf8"));
  attempt("require", () => require(path));
  attempt("append", () => fs.existsSync(path) && fs.appendFileSync(path, "damaged"));
  attempt("symlink", () => [fs.symlinkSync(path, `soft${i}`), fs.readFileSync(`soft${i}`, "utf8")]);
  attempt("hard link", () => [fs.linkSync(path, `hard${i}`), fs.readFileSync(`hard${i}`, "utf8")]);
  attempt("rename", () => [fs.renameSync(path, `taken${i}`), fs.readFileSync(`taken${i}`, "utf8")]);
  attempt("remove", () => fs.unlinkSync(path));
});
const { join } = require("path");
attempt("joined", () => fs.readFileSync(join("..", "..", "..", target), "utf8"));
Promise.allSettled(["std", "qjs:std", "os", "qjs:os"].map((name) => import(name))).then((modules) => {
  for (const { value } of modules) {
    attempt("loadFile", () => value.loadFile(target));
    attempt("open", () => value.open(target, "r+"));
  }
  console.log("done");
});
