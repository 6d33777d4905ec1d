import { expect, test } from 'vitest';
import {
  beginDraft,
  type Database,
  finishDraft,
  keepAnswers,
  keepReceipt,
  openDraft,
  putAside,
  StorageBroken,
  StorageFull,
} from '../../src/storage/index.ts';
import { device, draftOf, everything, type Fault, faultAt, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const draft = draftOf();
const submission = submissionOf(draft);
const changes = [
  { ref: '/a', answer: 'new' },
  { ref: '/b', answer: undefined },
];

/** Every act that writes, after what has to come before it. */
const acts: Record<
  string,
  { before: (db: Database) => Promise<unknown>; act: (db: Database) => Promise<unknown> }
> = {
  beginDraft: { before: async () => {}, act: (db) => beginDraft(db, draft, changes) },
  keepAnswers: {
    before: (db) => beginDraft(db, draft, [{ ref: '/b', answer: 'old' }]),
    act: (db) => keepAnswers(db, draft.id, changes, { where: '/c', changedAt: '2026-11-25T00:00:00.000Z' }),
  },
  finishDraft: {
    before: (db) => beginDraft(db, draft, [{ ref: '/b', answer: 'old' }]),
    act: (db) => finishDraft(db, submission),
  },
  keepReceipt: { before: finished, act: (db) => keepReceipt(db, unprovenReceiptFor(submission)) },
  putAside: { before: finished, act: (db) => putAside(db, draft.id, problemOf('submission-unacceptable')) },
};

async function finished(db: Database): Promise<void> {
  await beginDraft(db, draft, []);
  await finishDraft(db, submission);
}

const writesOf = async (name: string): Promise<number> => {
  const { db } = device();
  await acts[name]?.before(db);
  const { writes } = faultAt(db, -1, 'quota');
  await acts[name]?.act(db);
  return writes();
};

const points = (
  await Promise.all(
    Object.keys(acts).map(async (name) =>
      Array.from({ length: await writesOf(name) }, (_, at) => [name, at] as const),
    ),
  )
).flat();

test('there are writes to break', () => expect(points.length).toBeGreaterThan(10));

const broken: [Fault, new (...given: never[]) => Error][] = [
  ['quota', StorageFull],
  ['power', StorageBroken],
];
for (const [fault, told] of broken) {
  test.each(points)(
    `${fault} during %s, write %i: the person is told, and nothing is half-written`,
    async (name, at) => {
      const { db } = device();
      await acts[name]?.before(db);
      const before = await everything(db);
      faultAt(db, at, fault);
      await expect(acts[name]?.act(db)).rejects.toThrow(told);
      expect(await everything(db)).toEqual(before);
    },
  );
}

for (const fault of ['killed', 'abort'] as const) {
  test.each(points)(
    `connection ${fault} during %s, write %i: opened again, and all is kept`,
    async (name, at) => {
      const untroubled = device();
      await acts[name]?.before(untroubled.db);
      await acts[name]?.act(untroubled.db);

      const { db } = device();
      await acts[name]?.before(db);
      faultAt(db, at, fault);
      await acts[name]?.act(db);
      expect(await everything(db)).toEqual(await everything(untroubled.db));
    },
  );
}

test('ten taps at once on a killed connection are all kept', async () => {
  const { db } = device();
  await beginDraft(db, draft, []);
  faultAt(db, 4, 'killed');
  const taps = Array.from({ length: 10 }, (_, at) =>
    keepAnswers(db, draft.id, [{ ref: `/q${at}`, answer: at }], { changedAt: '2026-11-25T00:00:00.000Z' }),
  );
  await Promise.all(taps);
  expect((await openDraft(db, draft.id))?.kept).toHaveLength(10);
});
