for (;;) console.error("an error");
