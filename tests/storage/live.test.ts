import { expect, onTestFinished, test } from 'vitest';
import { calmly, live } from '../../src/storage/index.ts';
import type { Parcel } from '../../src/storage/rows.ts';
import { device } from '../support/device.ts';

const parcels = (count: number, from = 0): Parcel[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `s${from + at}`,
    hash: 'h',
    state: 'waiting',
    since: '2026-11-23',
    tries: 0,
    triedAt: 0,
    nextTryAt: 0,
  }));

/** What a watcher was told, and how to wait until it is told this. */
function watcher<T>(watched: ReturnType<typeof live<T>>) {
  const told: T[] = [];
  let hear = () => {};
  const watching = watched.subscribe({
    next(value) {
      told.push(value);
      hear();
    },
  });
  onTestFinished(() => watching.unsubscribe());
  const until = (value: T) =>
    new Promise<void>((resolve) => {
      hear = () => told.at(-1) === value && resolve();
      hear();
    });
  return { told, until };
}

test.each([3, 30, 300])(
  'whoever watches a table hears of %i rows that come and go in one act',
  async (many) => {
    const { db } = device();
    const rows = parcels(many);
    const counted = watcher(live(() => db.outbox.where({ state: 'waiting' }).count()));
    const last = watcher(live(async () => (await db.outbox.get(`s${many - 1}`))?.id));
    await counted.until(0);
    await db.outbox.bulkAdd(rows);
    await Promise.all([counted.until(many), last.until(`s${many - 1}`)]);
    await db.outbox.bulkDelete(rows.map(({ id }) => id));
    await Promise.all([counted.until(0), last.until(undefined)]);
  },
);

test('while much goes on a calm watcher looks less often than there are changes, and tells the end of it', async () => {
  const { db } = device();
  await db.outbox.bulkAdd(parcels(60));
  let looks = 0;
  const look = async () => {
    looks++;
    return db.outbox.count();
  };
  const { told, until } = watcher(calmly(live(look), (count) => count > 5));
  await until(60);
  for (let at = 0; at < 60; at++) await db.outbox.delete(`s${at}`);
  await until(0);
  expect(looks).toBeLessThan(60);
  expect(told.length).toBeLessThanOrEqual(looks);
  await db.outbox.bulkAdd(parcels(2));
  await until(2); // and hears the next change at once
});
