const readline = require("readline");

const way = process.argv[2];
if (way === "async") {
  (async () => {
    const reader = readline.createInterface({ input: process.stdin, terminal: false });
    for await (const line of reader) console.log(`<${line}>`);
  })();
} else if (way === "question") {
  const reader = readline.createInterface({ input: process.stdin, output: process.stdout });
  reader.question("name? ", (name) => {
    console.log(`hello ${name}`);
    reader.close();
  });
} else if (way === "events") {
  let text = "";
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (chunk) => (text += chunk));
  process.stdin.on("end", () => console.log(JSON.stringify(text)));
}
