// The spectral norm of the infinite matrix a(i, j) = 1 / ((i + j)(i + j + 1) / 2 + i + 1), cut to N rows, by power iteration.
const N = 320;
const ROUNDS = 10;

function entry(i, j) {
  const diagonal = i + j;
  return 1 / ((diagonal * (diagonal + 1)) / 2 + i + 1);
}

function times(vector, product) {
  for (let i = 0; i < N; i++) {
    let total = 0;
    for (let j = 0; j < N; j++) total += entry(i, j) * vector[j];
    product[i] = total;
  }
}

function transposedTimes(vector, product) {
  for (let i = 0; i < N; i++) {
    let total = 0;
    for (let j = 0; j < N; j++) total += entry(j, i) * vector[j];
    product[i] = total;
  }
}

const u = new Float64Array(N).fill(1);
const v = new Float64Array(N);
const between = new Float64Array(N);
for (let round = 0; round < ROUNDS; round++) {
  times(u, between);
  transposedTimes(between, v);
  times(v, between);
  transposedTimes(between, u);
}
let along = 0, across = 0;
for (let i = 0; i < N; i++) {
  along += u[i] * v[i];
  across += v[i] * v[i];
}
console.log(Math.sqrt(along / across).toFixed(9));
