declare const LEVEL: number;
class Named {}
console.log(LEVEL, Named.name, (() => Named)().name);
