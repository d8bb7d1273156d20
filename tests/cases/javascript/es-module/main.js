import { area } from "./shapes.mjs";
import double, * as numbers from "./numbers.mjs";

console.log(area(3, 4), double(21), Object.keys(numbers).join());
const value = await Promise.resolve("awaited at the top");
console.log(value);
const { area: again } = await import("./shapes.mjs");
console.log(again === area, this === undefined);
