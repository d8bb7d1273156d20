// Source maps that a file carries in its last lines: they lead from the places of generated code to those of the source
// that it was made from. They are read when the first place is asked for.

const path = require('path');

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const valueOf = new Map([...digits].map((digit, i) => [digit, i]));

// The numbers of one segment: base 64, the lowest five bits first, with the sign in the lowest bit of all.
function numbersIn(segment) {
  const numbers = [];
  let shift = 0;
  let number = 0;
  for (const digit of segment) {
    const bits = valueOf.get(digit);
    number += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(number % 2 === 1 ? -(number - 1) / 2 : number / 2);
    number = shift = 0;
  }
  return numbers;
}

// For each line of generated code its segments: column, source, line and column there, all from zero.
function segmentsOf(mappings) {
  let [source, line, column] = [0, 0, 0];
  return mappings.split(';').map((text) => {
    let generated = 0;
    const segments = [];
    for (const segment of text === '' ? [] : text.split(',')) {
      const [step, ...place] = numbersIn(segment);
      generated += step;
      if (place.length === 0) continue;
      source += place[0];
      line += place[1];
      column += place[2];
      segments.push([generated, source, line, column]);
    }
    return segments;
  });
}

const unread = new Map();
const maps = new Map();

// Notes that a file, known to stack traces under this name, may carry a map.
function note(file, name, text) {
  unread.set(name, { file, text });
}

function mapOf(name) {
  const found = unread.get(name);
  if (found !== undefined) {
    unread.delete(name);
    const address = /\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/.exec(found.text);
    if (address !== null) {
      const map = JSON.parse(host.decode(Uint8Array.fromBase64(address[1])));
      const folder = path.dirname(found.file);
      const names = map.sources.map((source) => path.relative(host.cwd(), path.resolve(folder, source)));
      maps.set(name, { names, texts: map.sourcesContent ?? [], lines: segmentsOf(map.mappings) });
    }
  }
  return maps.get(name);
}

// The place in the source, as [file, line, column] from one, or undefined.
function locate(name, line, column) {
  const map = mapOf(name);
  const segment = map?.lines[line - 1]?.findLast(([generated]) => generated <= column - 1);
  return segment === undefined ? undefined : [map.names[segment[1]], segment[2] + 1, segment[3] + 1];
}

// The text of a source file, if a map that was read contains it.
function textOf(file) {
  for (const { names, texts } of maps.values()) {
    const index = names.indexOf(file);
    if (index >= 0) return texts[index];
  }
  return undefined;
}

module.exports = { note, locate, textOf };
