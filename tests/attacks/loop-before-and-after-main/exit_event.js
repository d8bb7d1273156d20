process.on("exit", () => {
  for (;;);
});
