const code = Number(process.argv[2]);
process.on("exit", (status) => console.log("bye", status));
process.stdout.write("before ");
if (process.argv[3]) process.exitCode = code;
else process.exit(code);
