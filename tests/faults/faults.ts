/**
 * `npm run faults`: the fault matrix. First worlds from seeds (tests/simulator), then real processes, real browsers, and files.
 * Prints each cell, writes `docs/faults.md`, and ends with a status that is true.
 * `--only simulator,files` for people who wait: the page is then made of what these came to, and of what the last run of each
 * other part did; without such a run there is no page. `--seeds 2000` says how many worlds; with `--from 501` the last run of them
 * is gone on with.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Layer, toPage, verdictOf } from './parts/report.ts';
import { playReal, realParts } from './real.ts';
import { runWorlds } from './worlds.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
  },
});
const seeds = Number(values.seeds);
const from = Number(values.from);
const parts = ['simulator', ...realParts] as const;
type Part = (typeof parts)[number];
const wanted = parts.filter((part) => !values.only || values.only.split(',').includes(part));
const isKnown = values.only === undefined || values.only.split(',').length === wanted.length;
if (!isKnown || !Number.isInteger(seeds) || !Number.isInteger(from)) {
  console.error(`Usage: faults.ts [--only ${parts.join(',')}] [--seeds 2000] [--from 1]`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130)); // what was started ends with us

/** What one part came to, kept until it is played again. */
interface Played {
  readonly layer: Layer;
  readonly problems: readonly string[];
  readonly notRun: readonly string[];
}

const folder = fileURLToPath(new URL('../../node_modules/.cache/faults/', import.meta.url));
const begun = Date.now();
for (const part of wanted) {
  const before = part === 'simulator' && from > 1 ? read(part) : undefined;
  const problems = [...(before?.problems ?? [])];
  const notRun: string[] = [];
  const layer =
    part === 'simulator'
      ? await runWorlds(seeds, problems, from, before?.layer)
      : await playReal(part, problems, notRun);
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify({ layer, problems, notRun } satisfies Played));
  for (const what of notRun) console.log(`NOT RUN: ${what}`);
  for (const problem of problems) console.error(`PROBLEM: ${problem}`);
}

const played = wanted.map(read);
const all = parts.filter((part) => existsSync(fileOf(part))).map(read);
if (all.length === parts.length) {
  const notRun = all.flatMap(({ notRun, problems }) => [...notRun, ...problems]);
  const page = toPage(
    all.map(({ layer }) => layer),
    notRun,
  );
  writeFileSync(fileURLToPath(new URL('../../docs/faults.md', import.meta.url)), page);
}
const cells = played.flatMap(({ layer }) => layer.cells);
const submissions = played.reduce((sum, { layer }) => sum + layer.submissions, 0);
const survived = cells.filter((cell) => verdictOf(cell) === 'survived').length;
const problems = played.flatMap((one) => one.problems);
console.log(
  `\n${cells.length} cells, ${survived} survived, ${submissions} submissions, ${problems.length} problems, ${Math.round((Date.now() - begun) / 1_000)} s`,
);
process.exit(survived === cells.length && problems.length === 0 ? 0 : 1);

function fileOf(part: Part): string {
  return `${folder}${part}.json`;
}

function read(part: Part): Played {
  return JSON.parse(readFileSync(fileOf(part), 'utf8')) as Played;
}
