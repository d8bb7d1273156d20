await (async () => {
  for (;;) await null;
})();
export {};
