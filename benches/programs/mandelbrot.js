// How long each point of a grid stays near the origin under z -> z * z + c.
const SIZE = 500;
const LIMIT = 50;

function steps(cx, cy) {
  let x = 0, y = 0;
  for (let step = 0; step < LIMIT; step++) {
    const xx = x * x, yy = y * y;
    if (xx + yy > 4) return step;
    y = 2 * x * y + cy;
    x = xx - yy + cx;
  }
  return LIMIT;
}

let checksum = 0, inside = 0;
for (let row = 0; row < SIZE; row++) {
  for (let column = 0; column < SIZE; column++) {
    const count = steps((column * 3) / SIZE - 2, (row * 2) / SIZE - 1);
    checksum = (checksum * 31 + count) % 1000003;
    if (count === LIMIT) inside++;
  }
}
console.log(checksum + " " + inside);
