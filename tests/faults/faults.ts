/**
 * `npm run faults`: the fault matrix in two layers. First worlds from seeds (tests/simulator), then real processes and real
 * browsers. Prints each cell, writes `docs/faults.md`, and ends with a status that is true.
 * `--only simulator` or `--only real` for people who wait, who then write no page; `--seeds 2000` says how many.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Layer, toPage, verdictOf } from './parts/report.ts';
import { playReal } from './real.ts';
import { runWorlds } from './worlds.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, seeds: { type: 'string', default: '2000' } },
});
const seeds = Number(values.seeds);
if ((values.only !== undefined && !['simulator', 'real'].includes(values.only)) || !Number.isInteger(seeds)) {
  console.error('Usage: faults.ts [--only simulator | real] [--seeds 2000]');
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130)); // what was started ends with us

const begun = Date.now();
const layers: Layer[] = [];
const problems: string[] = [];
const notRun: string[] = [];
if (values.only !== 'real') layers.push(await runWorlds(seeds, problems));
if (values.only !== 'simulator') layers.push(await playReal(problems, notRun));

const cells = layers.flatMap((layer) => layer.cells);
const submissions = layers.reduce((sum, layer) => sum + layer.submissions, 0);
const survived = cells.filter((cell) => verdictOf(cell) === 'survived').length;
for (const what of notRun) console.log(`NOT RUN: ${what}`);
for (const problem of problems) console.error(`PROBLEM: ${problem}`);
if (values.only === undefined) {
  writeFileSync(fileURLToPath(new URL('../../docs/faults.md', import.meta.url)), toPage(layers, notRun));
}
console.log(
  `\n${cells.length} cells, ${survived} survived, ${submissions} submissions, ${problems.length} problems, ${Math.round((Date.now() - begun) / 1_000)} s`,
);
process.exit(survived === cells.length && problems.length === 0 ? 0 : 1);
