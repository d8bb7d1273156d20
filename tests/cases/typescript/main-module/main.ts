import { join } from 'path';
import fs = require('fs');

function main(args: string[]): void {
  fs.writeFileSync(join(__dirname, 'out.txt'), args.join('+'));
  console.log(fs.readFileSync('out.txt', 'utf8'), typeof module, typeof exports);
}

if (require.main === module) main(process.argv.slice(2));
