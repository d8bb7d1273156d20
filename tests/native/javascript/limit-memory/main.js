require("fs").writeSync(1, "begin\n");
const all = [];
for (;;) {
  all.push({ text: "x" + all.length });
}
