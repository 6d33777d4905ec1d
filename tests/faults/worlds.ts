/** The first layer: many worlds, and what struck in them. */
import { simulateMany } from '../simulator/many.ts';
import { type Layer, toLines } from './parts/report.ts';
import type { Cell } from './parts/stage.ts';

interface Tally {
  times: number;
  submissions: number;
  lost: number;
  doubled: number;
}

/** Runs seeds `from` … `seeds`; what `before` came to for those before them is added to. */
export async function runWorlds(seeds: number, problems: string[], from = 1, before?: Layer): Promise<Layer> {
  console.log(`\n── simulator: seeds ${from} to ${seeds} ──`);
  const begun = Date.now();
  const tallies = new Map<string, Tally>();
  for (const { fault, point, times, submissions, lost, doubled } of before?.cells ?? [])
    tallies.set(`${fault} · ${point}`, { times, submissions, lost, doubled });
  let submissions = before?.submissions ?? 0;
  let done = 0;
  await simulateMany(from, seeds, (told) => {
    submissions += told.submissions;
    problems.push(...told.problems);
    for (const problem of told.problems) console.error(`PROBLEM: ${problem}`);
    const doubled = told.problems.filter((problem) => problem.includes('doubled')).length;
    for (const [cell, times] of told.struck) {
      const tally = tallies.get(cell) ?? { times: 0, submissions: 0, lost: 0, doubled: 0 };
      tallies.set(cell, tally);
      tally.times += times;
      tally.submissions += told.submissions;
      tally.doubled += doubled;
      tally.lost += told.problems.length - doubled;
    }
    done += 1;
    if (done % 250 === 0) console.log(`${done} seeds, ${Math.round((Date.now() - begun) / 1_000)} s`);
  });
  const cells = [...tallies]
    .map(([cell, tally]): Cell => {
      const [fault = '', point = ''] = cell.split(' · ');
      return { where: 'simulator', fault, point, ...tally };
    })
    .sort((a, b) => (`${a.fault} ${a.point}` < `${b.fault} ${b.point}` ? -1 : 1));
  for (const line of toLines(cells)) console.log(line);
  return {
    name: 'Worlds from seeds',
    words: `${seeds} seeds of the deterministic simulator (tests/simulator/README.md). A row’s submissions are those of the worlds in which the fault struck. \`node tests/simulator/replay.ts SEED\` shows one line by line.`,
    submissions,
    cells,
  };
}
