/** `node tests/simulator/replay.ts SEED [PLANT]`: the same world again, with everything that happened in it, line by line. */
import { planted } from './parts/plants.ts';
import { simulate } from './simulate.ts';

const [seed = '', plant = ''] = process.argv.slice(2);
if (!/^\d+$/.test(seed)) {
  console.error(`Usage: node tests/simulator/replay.ts SEED [${Object.keys(planted).join(' | ')}]`);
  process.exit(2);
}
const plants = Object.entries(planted).find(([name]) => name === plant)?.[1];
const { trace, problems, submissions } = await simulate(Number(seed), plants);
for (const line of trace) console.log(line);
console.log(`\n${submissions} submissions, ${problems.length} problems`);
for (const problem of problems) console.log(problem);
process.exit(problems.length === 0 ? 0 : 1);
