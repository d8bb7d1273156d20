let data = [];
for (let i = 0; i < 1_000_000; i++) data = { data };
console.log(data);
try {
  console.log(String(Array(100_000).fill().reduce((nested) => [nested], [])));
} catch (error) {
  console.log(error.name);
}
