let data = [];
for (let i = 0; i < 1_000_000; i++) data = [data];
try {
  JSON.stringify(data);
  console.log("printed");
} catch (error) {
  console.log(error.name);
}
