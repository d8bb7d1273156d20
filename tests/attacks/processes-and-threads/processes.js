const attempt = (how, action) => {
  try {
    console.log(how, "result", String(action()));
  } catch (error) {
    console.log(how, "denied", error.name);
  }
};
attempt("child_process", () => require("child_process").execSync("echo exec''uted"));
attempt("worker", () => new (require("worker_threads").Worker)("1", { eval: true }));
attempt("cluster", () => require("cluster").fork());
attempt("kill", () => process.kill(1, 9));
attempt("binding", () => process.binding("spawn_sync"));
attempt("dlopen", () => process.dlopen({ exports: {} }, "/lib/x.so"));
attempt("Worker", () => new Worker("./main.js"));
Promise.allSettled(["os", "qjs:os", "std", "qjs:std"].map((name) => import(name))).then((modules) => {
  for (const { value } of modules) {
    attempt("exec", () => value.exec(["/bin/echo", "exec" + "uted"]));
    attempt("popen", () => value.popen("echo exec" + "uted", "r").readAsString());
    attempt("kill", () => value.kill(1, 9));
    attempt("Worker", () => new value.Worker("./main.js"));
  }
  console.log("done");
});
