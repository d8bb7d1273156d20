"x".repeat(200).replace(/(x+x+)+y/g, "");
console.log("never");
