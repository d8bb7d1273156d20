import { fail } from './lib';

interface Job { name: string }

type Many = { [key: string]: Job };

function run(job: Job): never {
  return fail(job.name);
}

console.log(1);
run({ name: 'apples' });
