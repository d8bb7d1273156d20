const n: number = 'text' as unknown as number;
const s: string = n;
console.log(s);
