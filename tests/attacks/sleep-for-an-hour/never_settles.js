setInterval(() => {}, 2 ** 30);
await new Promise(() => {});
export {};
