import { expect, test } from 'vitest';
import {
  beginDraft,
  type Database,
  endWay,
  type FinishedSubmission,
  finishDraft,
  keepReceipt,
  keepStandings,
  openDraft,
  outboxState,
  putAside,
  received,
  reopen,
  submission,
  takeWaiting,
} from '../../src/storage/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { problemOf, unprovenReceiptFor } from '../support/office.ts';

const noon = Date.parse('2026-11-23T05:00:00Z');

async function finished(db: Database) {
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const one = submissionOf(draft);
  await finishDraft(db, one);
  return { draft, one };
}

const answers = [{ ref: '/b/b1', answer: '4' }];
/** What a second thought makes of it. */
const corrected = (
  one: FinishedSubmission,
  draft: Parameters<typeof submissionOf>[0],
): FinishedSubmission => ({
  ...submissionOf(draft, { b1: '5' }),
  keptAt: one.keptAt,
});

test('what has not gone yet is a draft again, and waits no more', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  expect(await reopen(db, draft, answers, undefined)).toBe('drafted');
  expect(await openDraft(db, one.id)).toEqual({ draft, kept: answers });
  expect(await submission(db, one.id)).toBeUndefined();
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
  await finishDraft(db, corrected(one, draft));
  expect(await submission(db, one.id)).toMatchObject({ state: 'waiting' });
  expect(await db.revisions.count()).toBe(0);
});

test('while it is on its way it stays as it is', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  await takeWaiting(db, noon, 10, 1_000_000);
  expect(await reopen(db, draft, answers, undefined)).toBe('on-its-way');
  expect(await submission(db, one.id)).toMatchObject({ state: 'waiting' });
});

test('what may have arrived without a word is never changed in place: its correction says what it follows', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  await takeWaiting(db, noon, 10, 1_000_000);
  await endWay(db);
  expect(await reopen(db, draft, answers, undefined)).toBe('revising');
  expect((await openDraft(db, one.id))?.draft.basedOn).toBe(one.hash);
  expect(await outboxState(db)).toMatchObject({ waiting: 1 });
  const next = corrected(one, draft);
  await finishDraft(db, next);
  expect(await submission(db, one.id)).toMatchObject({ hash: next.hash, state: 'waiting' });
  expect(await db.revisions.toArray()).toMatchObject([{ id: one.id, hash: one.hash }]);
  // the receipt of the one before comes late: it stands with that one, and the new one goes on waiting
  expect(await keepReceipt(db, unprovenReceiptFor(one))).toBe(false);
  expect(await db.revisions.toArray()).toMatchObject([{ receipt: { hash: one.hash } }]);
  expect(await outboxState(db)).toMatchObject({ waiting: 1 });
});

test('a received one is corrected by a next revision with the same id, and both receipts are kept', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  await keepReceipt(db, unprovenReceiptFor(one));
  expect(await reopen(db, draft, answers, undefined)).toBe('revising');
  expect(await submission(db, one.id)).toMatchObject({ state: 'received' });
  const next = corrected(one, draft);
  await finishDraft(db, next);
  await finishDraft(db, next);
  expect(await submission(db, one.id)).toMatchObject({ state: 'waiting', hash: next.hash });
  await keepReceipt(db, { ...unprovenReceiptFor(next), revision: 2 });
  expect(await submission(db, one.id)).toMatchObject({ state: 'received', receipt: { revision: 2 } });
  expect(await db.revisions.toArray()).toMatchObject([{ hash: one.hash, receipt: { revision: 1 } }]);
});

test('a refused one is a draft again; a correction that was refused still follows what it followed', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  await putAside(db, one.id, problemOf('submission-unacceptable'));
  expect(await reopen(db, draft, answers, 'f'.repeat(64))).toBe('drafted');
  expect((await openDraft(db, one.id))?.draft.basedOn).toBe('f'.repeat(64));
});

test('opened twice, it is one draft', async () => {
  const { db } = device();
  const { draft } = await finished(db);
  expect(await reopen(db, draft, answers, undefined)).toBe('drafted');
  expect(await reopen(db, draft, [], undefined)).toBe('drafted');
  expect((await openDraft(db, draft.id))?.kept).toEqual(answers);
});

test('what a coordinator sent back says why, until it is corrected', async () => {
  const { db } = device();
  const { draft, one } = await finished(db);
  await keepReceipt(db, unprovenReceiptFor(one));
  const standing = {
    id: one.id,
    survey: one.survey,
    code: receiptCode(one.id, one.hash),
    revision: 1,
    current: { revision: 1, hash: one.hash },
  };
  const at = new Date(noon).toISOString();
  await keepStandings(db, [{ ...standing, standing: 'returned', comment: 'Which year was it?' }], at);
  expect(await submission(db, one.id)).toMatchObject({
    state: 'received',
    returned: { comment: 'Which year was it?', basedOn: one.hash },
  });
  await reopen(db, draft, answers, undefined);
  await finishDraft(db, corrected(one, draft));
  expect((await submission(db, one.id))?.returned).toBeUndefined();
});

test('what was taken back on another device is erased here, too', async () => {
  const { db } = device();
  const { one } = await finished(db);
  await keepReceipt(db, unprovenReceiptFor(one));
  const heard = {
    id: one.id,
    survey: one.survey,
    code: receiptCode(one.id, one.hash),
    revision: 1,
    standing: 'withdrawn' as const,
    current: { revision: 1, hash: one.hash },
  };
  await keepStandings(db, [heard], new Date(noon).toISOString());
  expect(await submission(db, one.id)).toMatchObject({ state: 'withdrawn', body: '' });
  expect(await received(db, () => true, 10)).toEqual([]);
});

test('asked about are the received ones of the surveys that may be', async () => {
  const { db } = device();
  const { one } = await finished(db);
  await finished(db);
  await keepReceipt(db, unprovenReceiptFor(one));
  expect(await received(db, () => true, 10)).toEqual([{ id: one.id, hash: one.hash, survey: 'demo' }]);
  expect(await received(db, (survey) => survey === 'other', 10)).toEqual([]);
});
