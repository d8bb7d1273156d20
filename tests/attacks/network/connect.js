const port = Number(process.argv[2] ?? 8080);
const attempt = (how, action) => {
  try {
    console.log(how, "result", typeof action());
  } catch (error) {
    console.log(how, "denied", error.name);
  }
};
attempt("net", () => require("net").connect(port, "127.0.0.1"));
attempt("http", () => require("http").get({ port }));
attempt("dgram", () => require("dgram").createSocket("udp4").send("x", port));
attempt("dns", () => require("dns").lookup("name.invalid", () => {}));
attempt("fetch", () => fetch(`http://127.0.0.1:${port}/`).catch(() => {}));
attempt("WebSocket", () => new WebSocket(`ws://127.0.0.1:${port}/`));
console.log("done");
