import { readFileSync } from 'fs';

const lines: string[] = readFileSync(0, 'utf8').trimEnd().split('\n');
const total: number = lines.reduce((sum: number, line: string): number => sum + Number(line), 0);
console.log(lines.length, total);
