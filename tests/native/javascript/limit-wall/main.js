require("fs").writeSync(1, "begin\n");
setTimeout(() => console.log("end"), 60_000);
