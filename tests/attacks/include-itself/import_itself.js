const { readFileSync, writeFileSync } = require("fs");
for (let i = 0; ; i++) {
  writeFileSync(`m${i}.js`, `require("./m${i + 1}.js")`);
  if (i > 3000) require("./m0.js");
}
