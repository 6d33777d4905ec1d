/** Every act that writes, broken at each of its writes. */
import { expect, test } from 'vitest';
import { type Database, StorageBroken, StorageFull } from '../../src/storage/index.ts';
import { device, everything, type Fault, faultAt } from './device.ts';

/** An act, after what has to come before it. */
export interface Act {
  before(db: Database): Promise<unknown>;
  act(db: Database): Promise<unknown>;
}

const broken: [Fault, new (...given: never[]) => Error][] = [
  ['quota', StorageFull],
  ['power', StorageBroken],
];

/** Makes the tests: what fails leaves nothing, what a lost connection interrupts is done all the same. */
export async function breakEvery(
  acts: Readonly<Record<string, Act>>,
  /** What is compared. */
  seen: (db: Database) => Promise<unknown> = everything,
): Promise<void> {
  const points = (
    await Promise.all(
      Object.entries(acts).map(async ([name, it]) =>
        Array.from({ length: await writesOf(it) }, (_, at) => [name, at, it] as const),
      ),
    )
  ).flat();

  test('there are writes to break', () => expect(points.length).toBeGreaterThan(10));

  for (const [fault, told] of broken) {
    test.each(points)(
      `${fault} during %s, write %i: the person is told, and nothing is half-written`,
      async (_, at, { before, act }) => {
        const { db } = device();
        await before(db);
        const untouched = await seen(db);
        faultAt(db, at, fault);
        await expect(act(db)).rejects.toThrow(told);
        expect(await seen(db)).toEqual(untouched);
      },
    );
  }
  for (const fault of ['killed', 'abort'] as const) {
    test.each(points)(
      `connection ${fault} during %s, write %i: opened again, and all is kept`,
      async (_, at, { before, act }) => {
        const untroubled = device();
        await before(untroubled.db);
        await act(untroubled.db);
        const { db } = device();
        await before(db);
        faultAt(db, at, fault);
        await act(db);
        expect(await seen(db)).toEqual(await seen(untroubled.db));
      },
    );
  }
}

async function writesOf({ before, act }: Act): Promise<number> {
  const { db } = device();
  await before(db);
  const { writes } = faultAt(db, -1, 'quota');
  await act(db);
  return writes();
}
