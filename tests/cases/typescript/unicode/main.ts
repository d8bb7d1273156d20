const größe: number = [...'héllo 😀'].length;
const 名前: string = 'ünïcödé ✓';
console.log(größe, 名前, '😀'.codePointAt(0), /\p{L}+/u.exec('été!')?.[0]);
