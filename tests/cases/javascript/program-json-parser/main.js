// A JSON parser by hand with error positions, compared with the built-in one, and a printer.
class ParseError extends Error {
  constructor(message, text, at) {
    const before = text.slice(0, at).split("\n");
    super(`${message} at ${before.length}:${before.at(-1).length + 1}`);
    this.name = "ParseError";
  }
}

function parse(text) {
  let at = 0;
  const fail = (message) => {
    throw new ParseError(message, text, at);
  };
  const space = () => {
    while (" \t\r\n".includes(text[at] ?? "x")) at++;
  };
  const expect = (character) => {
    space();
    if (text[at] !== character) fail(`expected '${character}'`);
    at++;
  };

  function string() {
    expect('"');
    let out = "";
    for (;;) {
      const c = text[at++];
      if (c === undefined || c < " ") {
        at--;
        fail("unterminated string");
      }
      if (c === '"') return out;
      if (c !== "\\") {
        out += c;
        continue;
      }
      const escape = text[at++];
      const index = 'bfnrt"\\/'.indexOf(escape);
      if (index >= 0) out += '\b\f\n\r\t"\\/'[index];
      else if (escape === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(at, at + 4))) {
        out += String.fromCharCode(parseInt(text.slice(at, at + 4), 16));
        at += 4;
      } else {
        at--;
        fail("bad escape");
      }
    }
  }

  function list(open, close, item) {
    expect(open);
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      item();
      space();
      if (text[at] === close) {
        at++;
        return;
      }
      expect(",");
    }
  }

  function value() {
    space();
    const c = text[at];
    if (c === "{") {
      const object = {};
      list("{", "}", () => {
        space();
        const key = string();
        expect(":");
        object[key] = value();
      });
      return object;
    }
    if (c === "[") {
      const array = [];
      list("[", "]", () => array.push(value()));
      return array;
    }
    if (c === '"') return string();
    for (const [word, meaning] of [["true", true], ["false", false], ["null", null]])
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    const number = /-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    number.lastIndex = at;
    const match = number.exec(text);
    if (!match) fail("unexpected character");
    at = number.lastIndex;
    return Number(match[0]);
  }

  const result = value();
  space();
  if (at < text.length) fail("something after the value");
  return result;
}

const samples = [
  '{"name": "Zo\\u00eb", "tags": ["a", "b\\n"], "size": -1.5e3, "ok": true, "none": null, "empty": {}}',
  "[[[]], 0, \"\\\\\\/\"]",
  '{"a": 1,\n "b": [1, 2,, 3]}',
  '["open',
  "[1 2]",
  "01",
  '"\\x"',
  "",
];
for (const sample of samples) {
  try {
    const mine = parse(sample);
    console.log(mine, JSON.stringify(mine) === JSON.stringify(JSON.parse(sample)));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    console.log(String(error));
  }
}
const big = JSON.stringify(Array.from({ length: 2000 }, (_, i) => ({ id: i, text: `item ${i}`, nested: [i / 2, [i]] })));
console.log(big.length, JSON.stringify(parse(big)) === big);
