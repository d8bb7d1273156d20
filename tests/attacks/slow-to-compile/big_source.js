const text = Array.from({ length: 1_000_000 }, (_, i) => `function f${i}(x) { return [x, ${i}, f${i}(x)]; }`).join("\n");
new Function(text)();
