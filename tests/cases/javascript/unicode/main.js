const größe = "Größe 世界 🌍";
console.log(größe, größe.length, [...größe].length);
const text = require("fs").readFileSync(0, "utf8");
for (const line of text.trimEnd().split("\n"))
  console.log(`[${line}]`, line.length, line.toUpperCase(), [...line].reverse().join(""), Buffer.byteLength(line));
console.log("é".normalize("NFD").length, "\u{1F600}", "😀".codePointAt(0).toString(16), "ß".toUpperCase());
console.log(new TextDecoder().decode(new TextEncoder().encode("päßt")), encodeURIComponent("ü/"), /^\p{Lu}/u.test("Éa"));
console.log("ä".localeCompare("b") !== 0, ["b", "a", "ä"].sort().join(""));
