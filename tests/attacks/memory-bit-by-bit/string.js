let text = "x";
for (;;) text += text + Math.random();
