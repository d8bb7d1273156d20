import * as itself from './main.ts';

export const depth: number = Object.keys(itself).length;
console.log(depth);
const again = (n: number): Promise<unknown> => import('./main.ts').then(() => again(n + 1));
again(0);
