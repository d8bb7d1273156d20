const all: string[][] = [];
for (let i = 0; ; i++) all.push(Array.from({ length: 1000 }, (_, j) => `${i}-${j}`));
