new Function("x".repeat(1_000_000) + " y");
