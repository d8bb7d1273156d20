process.on('exit', (code: number) => console.log('leaving', code));
process.exit(7 as number);
