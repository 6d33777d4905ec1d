import { expect, test } from 'vitest';
import { findPlanted, simulateMany, type Told } from './many.ts';
import { playLate } from './parts/late.ts';
import { forgetsThePromise, none, planted } from './parts/plants.ts';
import { simulate } from './simulate.ts';

const seeds = 200;

test(`in ${seeds} worlds full of trouble nothing is lost and nothing is doubled`, async () => {
  const told: Told[] = [];
  await simulateMany(1, seeds, (one) => told.push(one));
  expect(told.flatMap(({ problems }) => problems)).toEqual([]); // a problem names its seed: node tests/simulator/replay.ts SEED
  expect(told).toHaveLength(seeds);
  const cells = new Set(told.flatMap(({ struck }) => struck.map(([cell]) => cell)));
  expect(cells.size).toBeGreaterThan(60); // the trouble did come
  expect(told.reduce((sum, { submissions }) => sum + submissions, 0)).toBeGreaterThan(seeds * 3);
}, 600_000); // a minute on two cores of their own

test('the same seed is the same world, line by line', async () => {
  for (const seed of [1, 5, 60]) {
    const [one, again] = [await simulate(seed), await simulate(seed)];
    expect(one.trace.length).toBeGreaterThan(20);
    expect(again.trace).toEqual(one.trace);
  }
});

test.each([false, true])(
  'what was taken back while it was on its way is gone when it arrives (server killed in between: %s)',
  async (isKilled) => {
    const { shown, rows } = await playLate(572, none, isKilled);
    expect(shown).toEqual({ state: 'done', body: '' });
    expect(rows).toMatchObject([{ body: '' }]);
  },
);

test('a bug planted on purpose is found: it keeps what was taken back before it came', async () => {
  const { rows } = await playLate(572, forgetsThePromise, true);
  expect(rows).toMatchObject([{ body: expect.stringContaining('my chief sleeps') }]);
});

for (const name of Object.keys(planted) as (keyof typeof planted)[]) {
  test(`a bug planted on purpose is found: it ${name}`, async () => {
    expect(await findPlanted(name, 80)).toBeDefined();
  }, 600_000);
}
