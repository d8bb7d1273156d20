const loop = { toJSON: () => JSON.stringify([loop]) };
const text = { toString: () => `${text}` };
try {
  JSON.stringify(loop);
} catch (error) {
  console.log("caught");
}
String(text);
