import { expect, test } from 'vitest';
import {
  AlreadyFinished,
  beginDraft,
  DraftGone,
  discardDraft,
  draftFor,
  finishDraft,
  keepAnswers,
  mySubmissions,
  newestDrafts,
  openDraft,
  waiting,
} from '../../src/storage/index.ts';
import { device, draftOf, everything, submissionOf } from '../support/device.ts';

const later = '2026-11-24T01:00:00.000Z';

test('an interview that was closed half-way is open at the same question, with all its answers', async () => {
  const { db, tab } = device();
  const draft = draftOf();
  await beginDraft(db, draft, [{ ref: '/country', answer: 'TH' }]);
  await keepAnswers(db, draft.id, [{ ref: '/b/b1', answer: '4' }], { where: '/b/b2', changedAt: later });
  db.close();

  const again = await openDraft(tab(), draft.id);
  expect(again?.draft).toEqual({ ...draft, where: '/b/b2', changedAt: later });
  expect(again?.kept).toEqual([
    { ref: '/b/b1', answer: '4' },
    { ref: '/country', answer: 'TH' },
  ]);
});

test('a tap writes what it changed; an answer taken back is gone', async () => {
  const { db } = device();
  const draft = draftOf();
  await beginDraft(db, draft, [
    { ref: '/a', answer: 'x' },
    { ref: '/b', answer: ['p', 'q'] },
  ]);
  await keepAnswers(
    db,
    draft.id,
    [
      { ref: '/a', answer: undefined },
      { ref: '/c', answer: null },
    ],
    {
      changedAt: later,
    },
  );
  expect((await openDraft(db, draft.id))?.kept).toEqual([
    { ref: '/b', answer: ['p', 'q'] },
    { ref: '/c', answer: null },
  ]);
});

test('the same standing kept twice is no reason to think the draft gone', async () => {
  const { db } = device();
  const draft = draftOf();
  await beginDraft(db, draft, []);
  await keepAnswers(db, draft.id, [], { changedAt: draft.changedAt });
  await expect(keepAnswers(db, draft.id, [], { changedAt: draft.changedAt })).resolves.toBeUndefined();
});

test('drafts are found latest first, and by their survey', async () => {
  const { db } = device();
  const early = draftOf({ changedAt: '2026-11-01T00:00:00.000Z' });
  const late = draftOf({ changedAt: later });
  const other = draftOf({ survey: 'other', changedAt: '2026-11-10T00:00:00.000Z' });
  for (const draft of [late, early, other]) await beginDraft(db, draft, []);
  expect((await newestDrafts(db)).map(({ id }) => id)).toEqual([late.id, other.id, early.id]);
  expect((await draftFor(db, 'demo'))?.id).toBe(late.id);
  expect(await draftFor(db, 'unknown')).toBeUndefined();
});

test('a finished draft is a submission that waits, and no draft any more', async () => {
  const { db } = device();
  const draft = draftOf();
  await beginDraft(db, draft, [{ ref: '/b/b1', answer: '4' }]);
  const submission = submissionOf(draft);
  await finishDraft(db, submission);
  expect(await everything(db)).toMatchObject({ drafts: [], answers: [], submissions: [submission] });
  expect((await waiting(db, 0, 10)).map((due) => due.submission)).toEqual([submission]);
  expect(await mySubmissions(db)).toMatchObject([{ id: draft.id, state: 'waiting' }]);
});

test('finished in two tabs, it is one submission', async () => {
  const { db, tab } = device();
  const other = tab();
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const submission = submissionOf(draft);
  await Promise.all([finishDraft(db, submission), finishDraft(other, submission)]);
  expect(await mySubmissions(other)).toHaveLength(1);
  await expect(finishDraft(other, submissionOf(draft, { b1: '1' }))).rejects.toThrow(AlreadyFinished);
});

test('what was finished or discarded in another tab does not come back with a late tap', async () => {
  const { db, tab } = device();
  const draft = draftOf();
  await beginDraft(db, draft, [{ ref: '/a', answer: 1 }]);
  await discardDraft(tab(), draft.id);
  await expect(keepAnswers(db, draft.id, [{ ref: '/a', answer: 2 }], { changedAt: later })).rejects.toThrow(
    DraftGone,
  );
  await expect(finishDraft(db, submissionOf(draft))).rejects.toThrow(DraftGone);
  expect(await everything(db)).toMatchObject({ drafts: [], answers: [], submissions: [], outbox: [] });
});

test('declining leaves nothing behind', async () => {
  const { db } = device();
  const [mine, declined] = [draftOf(), draftOf()];
  await beginDraft(db, mine, [{ ref: '/a', answer: 1 }]);
  const before = await everything(db);
  await beginDraft(db, declined, [
    { ref: '/a', answer: 1 },
    { ref: '/b', answer: 2 },
  ]);
  await discardDraft(db, declined.id);
  expect(await everything(db)).toEqual(before);
});
