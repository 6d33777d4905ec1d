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
  takeWaiting,
  wishWithdrawal,
  withdrawalDone,
} from '../../src/storage/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { type Act, breakEvery } from '../support/acts.ts';
import { device, draftOf, faultAt, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const draft = draftOf();
const submission = submissionOf(draft);
const other = draftOf();
const changes = [
  { ref: '/a', answer: 'new' },
  { ref: '/b', answer: undefined },
];

/** Every act that writes, after what has to come before it. */
const acts: Record<string, Act> = {
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

await breakEvery(acts);

test('a connection that is killed again while it comes back is opened once more, and the tap is kept', async () => {
  const { db } = device();
  await beginDraft(db, draft, []);
  const taps = [0, 2, 4].map((at) => faultAt(db, at, 'killed')); // two writes each time
  await keepAnswers(db, draft.id, [{ ref: '/a', answer: 'kept' }], { changedAt: draft.changedAt });
  expect(taps[0]?.writes()).toBeGreaterThan(3);
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'kept' }]);
});

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
