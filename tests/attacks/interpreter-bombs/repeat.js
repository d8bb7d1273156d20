console.log("a".repeat(2 ** 29).repeat(100).length);
