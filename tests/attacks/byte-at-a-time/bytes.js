for (;;) process.stdout.write("x");
