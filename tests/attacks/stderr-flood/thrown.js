throw new Error("x".repeat(30_000_000));
