/^(a+)+$/.test("a".repeat(60) + "b");
console.log("never");
