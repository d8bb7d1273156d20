export const zero = 0;
export default function double(n) {
  return n * 2;
}
