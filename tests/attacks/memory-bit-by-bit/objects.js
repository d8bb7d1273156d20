const all = [];
for (;;) all.push({ text: [all.length] });
