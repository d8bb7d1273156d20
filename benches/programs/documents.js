// A document of records to text and back, over and over.
const RECORDS = 400;
const ROUNDS = 500;

let records = [];
for (let index = 0; index < RECORDS; index++) {
  records.push({
    id: index,
    name: `record ${index} \u00e9\u20ac`,
    score: index / 8,
    tags: [index % 2 === 0 ? "even" : "odd", "x".repeat(index % 9), null, true],
    place: { row: Math.floor(index / 20), column: index % 20 },
  });
}
let checksum = 0;
for (let round = 0; round < ROUNDS; round++) {
  const text = JSON.stringify(records);
  records = JSON.parse(text);
  records[round % RECORDS].score += 0.5;
  checksum = (checksum * 31 + text.length) % 1000003;
}
console.log(checksum + " " + records.reduce((total, record) => total + record.tags[1].length, 0));
