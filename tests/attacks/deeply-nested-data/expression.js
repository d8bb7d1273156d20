for (const text of ["(".repeat(1e6), "[".repeat(1e6), "-".repeat(1e6) + "1", "!".repeat(1e6), "{".repeat(1e6), "a=>".repeat(1e5) + "1", "`${".repeat(1e5)]) {
  try {
    new Function(text);
  } catch (error) {
    console.log(error.name);
  }
}
