enum Color { Red, Green = 5, Blue }
const enum Size { Small = 'S', Large = 'L' }
enum Bits { None = 0, A = 1 << 0, B = 1 << 1, Both = A | B }

namespace Geometry {
  export interface Point { readonly x: number; y?: number }
  export const origin: Point = { x: 0, y: 0 };
  export namespace Deep { export const answer = 42; }
}

abstract class Shape<T extends number = number> {
  static count = 0;
  declare readonly tag: string;
  constructor(public readonly name: string, private size: T, protected scale = 2) { Shape.count++; }
  abstract area(): number;
  get scaled(): number { return this.size * this.scale; }
}

class Square extends Shape implements Iterable<number> {
  override area(): number { return this.scaled ** 2; }
  *[Symbol.iterator](): Generator<number> { yield 1; yield 2; }
}

function pick(value: string): string;
function pick(value: number): number;
function pick(value: any) { return value; }

type Result<T> = { ok: true; value: T } | { ok: false; error: string };
type Keys = keyof Geometry.Point;
type Mapped<T> = { [K in keyof T]?: T[K] extends string ? `text-${T[K]}` : never };

const isString = (value: unknown): value is string => typeof value === 'string';
function assertNumber(value: unknown): asserts value is number {
  if (typeof value !== 'number') throw new TypeError('not a number');
}
const parse = <T,>(text: string): Result<T> => {
  try {
    return { ok: true, value: JSON.parse(text) as T };
  } catch {
    return { ok: false, error: 'bad' };
  }
};

const config = { port: 80, host: 'h' } satisfies Record<string, string | number>;
const tuple = [1, 'a', true] as const;
const square = new Square('sq', 3);
let definite!: number;
const key: Keys = 'x';
definite = square.area()!;
assertNumber(definite);
console.log(Color.Green, Color[6], Color, Size.Large, Bits.Both);
console.log(Geometry.origin, Geometry.Deep.answer, key);
console.log(square, definite, Shape.count, [...square]);
console.log(pick('a'), pick(2), isString(1), parse<number[]>('[1]'), parse('{'));
console.log(config, tuple, (<any>config).port, config?.host ?? 'none');
abstract class Empty {}
console.log(typeof Empty, ((this_: void) => 1).length);
