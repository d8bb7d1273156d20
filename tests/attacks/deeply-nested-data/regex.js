for (const text of ["(".repeat(1e5) + ")".repeat(1e5), "(?=".repeat(1e5), "(?:a{1,100}){1,100}".repeat(1000)]) {
  try {
    console.log(new RegExp(text).test("a"));
  } catch (error) {
    console.log(error.name);
  }
}
