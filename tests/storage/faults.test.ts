import { expect, test } from 'vitest';
import {
  beginDraft,
  type Database,
  deleteHere,
  finishDraft,
  freeKept,
  keepAnswers,
  keepReceipt,
  keepReceipts,
  keepServerTime,
  openDraft,
  putAside,
  reopen,
  StorageBroken,
  StorageFull,
  takeWaiting,
  wishWithdrawal,
  withdrawalDone,
} from '../../src/storage/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { device, draftOf, everything, type Fault, faultAt, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const draft = draftOf();
const submission = submissionOf(draft);
const other = draftOf();
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
  keepReceipts: {
    before: async (db) => {
      await finished(db);
      await beginDraft(db, other, []);
      await finishDraft(db, submissionOf(other));
    },
    act: (db) => keepReceipts(db, [submission, submissionOf(other)].map(unprovenReceiptFor)),
  },
  takeWaiting: { before: finished, act: (db) => takeWaiting(db, 1, 10, 1_000) },
  reopen: { before: finished, act: (db) => reopen(db, draft, [{ ref: '/a', answer: 'old' }], undefined) },
  'finishDraft, of a correction': {
    before: async (db) => {
      await received(db);
      await reopen(db, draft, [{ ref: '/a', answer: 'old' }], undefined);
    },
    act: (db) => finishDraft(db, submissionOf(draft, { b1: '5' })),
  },
  wishWithdrawal: { before: finished, act: (db) => wishWithdrawal(db, draft.id, draft.changedAt) },
  withdrawalDone: {
    before: async (db) => {
      await received(db);
      await wishWithdrawal(db, draft.id, draft.changedAt);
    },
    act: (db) => withdrawalDone(db, receiptCode(submission.id, submission.hash)),
  },
  freeKept: {
    before: async (db) => {
      await received(db);
      await keepServerTime(db, { said: Date.parse('2027-11-23'), at: 0 });
    },
    act: (db) => freeKept(db, { andAnswers: true }),
  },
  deleteHere: { before: finished, act: (db) => deleteHere(db, draft.id, 'everything') },
  putAside: { before: finished, act: (db) => putAside(db, draft.id, problemOf('submission-unacceptable')) },
};

async function finished(db: Database): Promise<void> {
  await beginDraft(db, draft, []);
  await finishDraft(db, submission);
}

async function received(db: Database): Promise<void> {
  await finished(db);
  await keepReceipt(db, unprovenReceiptFor(submission));
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
