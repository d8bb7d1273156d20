const greet = (name) => `Hello, ${name}!`;

// Reaches the event loop, promises and the formatting of values as well.
async function main() {
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  const shown = require('util').inspect(new Map([['a', [1, 2]]]));
  if (shown !== "Map(1) { 'a' => [ 1, 2 ] }") throw new Error(shown);
  console.log(greet('world'));
}

main();
