import { expect, test } from 'vitest';
import {
  beginDraft,
  type Database,
  type FinishedSubmission,
  finishDraft,
  keepReceipt,
  mySubmissions,
  outboxState,
  postpone,
  putAside,
  submission,
  tryAgain,
  waiting,
} from '../../src/storage/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const noon = Date.parse('2026-11-23T05:00:00Z');
const hour = 3_600_000;

async function finishedOn(db: Database, keptAt: string): Promise<FinishedSubmission> {
  const draft = draftOf({ changedAt: keptAt });
  await beginDraft(db, draft, []);
  const submission = submissionOf(draft);
  await finishDraft(db, submission);
  return submission;
}

const idsDue = async (db: Database, now = noon, limit = 10) =>
  (await waiting(db, now, limit)).map(({ parcel }) => parcel.id);

test('the oldest goes first', async () => {
  const { db } = device();
  const second = await finishedOn(db, '2026-11-23T04:00:00.000Z');
  const first = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  expect(await idsDue(db)).toEqual([first.id, second.id]);
  expect(await idsDue(db, noon, 1)).toEqual([first.id]);
});

test('one that the server failed on lets the others go before it', async () => {
  const { db } = device();
  const poison = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  const good = await finishedOn(db, '2026-11-23T04:00:00.000Z');
  await postpone(db, poison.id, { reason: 'server-busy', now: noon, nextTryAt: noon + 15_000 });
  expect(await idsDue(db)).toEqual([good.id]);
  expect(await idsDue(db, noon + 15_000)).toEqual([good.id, poison.id]);
  expect(await submission(db, poison.id)).toMatchObject({ state: 'waiting', reason: 'server-busy' });
});

test('a clock that was set back an hour does not hold a submission for that hour', async () => {
  const { db } = device();
  const one = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  await postpone(db, one.id, { reason: 'timeout', now: noon, nextTryAt: noon + 15_000 });
  expect(await idsDue(db, noon - hour)).toEqual([one.id]);
});

test('a refused one is put aside with its problem, until a person lets it go again', async () => {
  const { db } = device();
  const bad = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  const problem = problemOf('submission-unacceptable');
  await putAside(db, bad.id, problem);
  expect(await idsDue(db)).toEqual([]);
  expect(await outboxState(db)).toMatchObject({ waiting: 0, aside: 1 });
  expect(await submission(db, bad.id)).toMatchObject({ state: 'aside', problem, body: bad.body });
  await tryAgain(db, bad.id);
  expect(await idsDue(db)).toEqual([bad.id]);
  expect(await submission(db, bad.id)).toMatchObject({ state: 'waiting' });
});

test('a receipt takes the submission out of the outbox, and leaves it on the device', async () => {
  const { db } = device();
  const one = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  const receipt = unprovenReceiptFor(one);
  expect(await keepReceipt(db, receipt)).toBe(true);
  expect(await outboxState(db)).toMatchObject({ waiting: 0, aside: 0 });
  expect(await mySubmissions(db)).toEqual([{ ...one, state: 'received', receipt }]);
});

test('a receipt for other bytes is nobody’s: the submission goes on waiting', async () => {
  const { db } = device();
  const one = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  expect(await keepReceipt(db, { ...unprovenReceiptFor(one), hash: 'b'.repeat(64) })).toBe(false);
  expect(await idsDue(db)).toEqual([one.id]);
});

test('my submissions are listed latest first', async () => {
  const { db } = device();
  const early = await finishedOn(db, '2026-11-22T04:00:00.000Z');
  const late = await finishedOn(db, '2026-11-23T04:00:00.000Z');
  expect((await mySubmissions(db)).map(({ id }) => id)).toEqual([late.id, early.id]);
});
