const [, script, ...rest]: string[] = process.argv;
console.log(script.endsWith('main.ts'), rest, process.env.NAME ?? 'none', import.meta.url);
