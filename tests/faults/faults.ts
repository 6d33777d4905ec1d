/**
 * `npm run faults`: the fault matrix. First worlds from seeds (tests/simulator), then real processes, real browsers, and files.
 * Prints each cell, writes `docs/faults.md`, and ends with a status that is true.
 *
 * For people who wait, or whose machine is slow: `--only simulator,files` plays these parts, `--scene webkit` only the scenes
 * with such a name, `--seeds 2000` so many worlds, `--from 501` after those that were run before. What each came to is kept
 * after every scene; the page is made of the last run of everything, and says what was never run.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commitNow, programNow } from './parts/program.ts';
import { type Layer, toPage, verdictOf } from './parts/report.ts';
import { playReal, realParts, type Scenes, toLayer } from './real.ts';
import { runWorlds } from './worlds.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scene: { type: 'string', default: '' },
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
  },
});
const [seeds, from] = [Number(values.seeds), Number(values.from)];
const parts = ['simulator', ...realParts] as const;
type Part = (typeof parts)[number];
const wanted = parts.filter((part) => !values.only || values.only.split(',').includes(part));
const isKnown = values.only === undefined || values.only.split(',').length === wanted.length;
if (!isKnown || !Number.isInteger(seeds) || !Number.isInteger(from)) {
  console.error(`Usage: faults.ts [--only ${parts.join(',')}] [--scene NAME] [--seeds 2000] [--from 1]`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130)); // what was started ends with us

/** What one part came to, kept until it is played again. */
interface Played {
  readonly layer: Layer;
  readonly problems: readonly string[];
  readonly notRun: readonly string[];
  readonly scenes: Scenes;
  /** Of the worlds: which program has played which of them. */
  readonly programs?: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('../../node_modules/.cache/faults/', import.meta.url));
const fileOf = (part: Part): string => `${folder}${part}.json`;
const nothing: Played = {
  layer: { name: '', words: '', submissions: 0, cells: [] },
  problems: [],
  notRun: [],
  scenes: {},
};
const read = (part: Part): Played =>
  existsSync(fileOf(part)) ? (JSON.parse(readFileSync(fileOf(part), 'utf8')) as Played) : nothing;

function keep(part: Part, played: Played): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(part), JSON.stringify(played));
}

const begun = Date.now();
for (const part of wanted) {
  if (part === 'simulator') {
    const before = from > 1 ? read(part) : nothing;
    const problems = [...before.problems];
    const layer = await runWorlds(seeds, problems, from, before.layer);
    const programs = { ...before.programs, [`seeds ${from} to ${seeds}`]: programNow(part) };
    keep(part, { ...nothing, layer, problems, programs });
  } else {
    const before = values.scene ? read(part).scenes : {};
    await playReal(part, {
      wanted: new RegExp(values.scene),
      before,
      keep: (scenes, notRun) => {
        const problems = Object.values(scenes).flatMap(({ problem }) => problem ?? []);
        keep(part, { layer: toLayer(part, scenes), problems, notRun, scenes });
      },
    });
  }
}

/** What was played by a program that has been changed since. */
function earlierOf(part: Part, { scenes, programs = {} }: Played): string[] {
  const now = programNow(part);
  return [
    ...Object.keys(programs).filter((some) => programs[some] !== now),
    ...Object.keys(scenes).filter((name) => scenes[name]?.program !== now),
  ];
}

const all = parts.map(read);
const page = toPage(
  commitNow(),
  parts.flatMap((part) => {
    const played = read(part);
    return played.layer.cells.length > 0 ? [{ ...played.layer, earlier: earlierOf(part, played) }] : [];
  }),
  [
    ...parts.flatMap((part) => (existsSync(fileOf(part)) ? [] : [`the part “${part}”.`])),
    ...all.flatMap(({ notRun, problems }) => [...notRun, ...problems]),
  ],
);
writeFileSync(fileURLToPath(new URL('../../docs/faults.md', import.meta.url)), page);

const played = wanted.map(read);
for (const { notRun } of played) for (const what of notRun) console.log(`NOT RUN: ${what}`);
const problems = played.flatMap((one) => one.problems);
for (const problem of problems) console.error(`PROBLEM: ${problem}`);
const cells = played.flatMap(({ layer }) => layer.cells);
const submissions = played.reduce((sum, { layer }) => sum + layer.submissions, 0);
const survived = cells.filter((cell) => verdictOf(cell) === 'survived').length;
console.log(
  `\n${cells.length} cells, ${survived} survived, ${submissions} submissions, ${problems.length} problems, ${Math.round((Date.now() - begun) / 1_000)} s`,
);
process.exit(survived === cells.length && problems.length === 0 ? 0 : 1);
