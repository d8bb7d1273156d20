export function twice<T extends number>(value: T): number { return value * 2; }
