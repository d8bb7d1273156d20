"use strict";

// A line of each language to begin with; any other language begins with nothing.
const BEGINNINGS = {
  python: "name = input()\nprint(f'Hello, {name}!')\n",
  javascript: "const name = require('fs').readFileSync(0, 'utf8').trim();\nconsole.log(`Hello, ${name}!`);\n",
  lua: "local name = io.read()\nprint('Hello, ' .. name .. '!')\n",
  c: '#include <stdio.h>\n\nint main(void) {\n    char name[64];\n    scanf("%63s", name);\n    printf("Hello, %s!\\n", name);\n}\n',
  cpp: '#include <iostream>\n#include <string>\n\nint main() {\n    std::string name;\n    std::cin >> name;\n    std::cout << "Hello, " << name << "!\\n";\n}\n',
};

const at = (id) => document.getElementById(id);
let untouched = true;
let running = null;

// Bytes as the program wrote them; what is no UTF-8 shows as replacement characters.
function text(report, stream) {
  if (report.encoding !== "base64") return report[stream];
  const bytes = Uint8Array.from(atob(report[stream]), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function summary(meta) {
  const words = [meta.message || meta.status];
  words.push(`${(meta["wall-time"] * 1000).toFixed(1)} ms`, `${meta["max-rss"]} kB`);
  if (meta["output-truncated"]) words.push("output cut");
  return words.join(" · ");
}

function begin() {
  if (untouched) at("source").value = BEGINNINGS[at("language").value] || "";
}

async function run() {
  if (running) running.abort();
  const mine = (running = new AbortController());
  at("status").textContent = "running…";
  at("stdout").textContent = at("stderr").textContent = "";
  try {
    const response = await fetch("/run", {
      method: "POST",
      signal: mine.signal,
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        lang: at("language").value,
        source: at("source").value,
        execute: { stdin: at("stdin").value },
        encoding: "base64",
      }),
    });
    const answer = await response.json();
    if (!answer.success) {
      at("status").textContent = answer.error;
      return;
    }
    const { compile, tests } = answer;
    const messages = compile ? text(compile, "stderr") + text(compile, "stdout") : "";
    const test = tests && tests[0];
    at("status").textContent = test ? summary(test.meta) : "does not compile";
    at("stdout").textContent = test ? text(test, "stdout") : "";
    at("stderr").textContent = messages + (test ? text(test, "stderr") : "");
  } catch (error) {
    if (error.name !== "AbortError") at("status").textContent = `no answer: ${error.message}`;
  } finally {
    if (running === mine) running = null;
  }
}

async function start() {
  at("stdin").value = "world\n";
  const { languages } = await (await fetch("/languages", { headers: { accept: "application/json" } })).json();
  for (const [id, language] of Object.entries(languages)) {
    at("language").append(new Option(language.name, id));
  }
  if (languages.python) at("language").value = "python";
  begin();
}

at("run").addEventListener("click", run);
at("language").addEventListener("change", begin);
at("source").addEventListener("input", () => { untouched = false; });
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  }
});
start();
