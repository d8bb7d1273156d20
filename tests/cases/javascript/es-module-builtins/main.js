import fs, { existsSync } from "fs";
import { argv } from "node:process";
import * as readline from "node:readline";

fs.writeFileSync("made.txt", "made");
console.log(existsSync("made.txt"), argv.length - 2, typeof readline.createInterface);
