import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { bringShadow, keepShadow } from '../../src/screens/shadow.ts';
import { beginDraft, keepAnswers, openDraft } from '../../src/storage/index.ts';
import { device, draftOf } from '../support/device.ts';

afterAll(() => void vi.unstubAllGlobals());
const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, it: string) => void kept.set(name, it),
    removeItem: (name: string) => void kept.delete(name),
  });
});

const draft = draftOf({ changedAt: '2020-01-01T00:00:00.000Z' });
const changes = [
  { ref: '/a', answer: 'typed last' },
  { ref: '/b', answer: undefined },
];

async function phone() {
  const { db } = device();
  await beginDraft(db, draft, [{ ref: '/b', answer: 'old' }]);
  return db;
}

test('an answer that went down with the database is there at the next start', async () => {
  const db = await phone();
  keepShadow(draft.id, changes);
  expect(await bringShadow(db, draft.id, draft.changedAt)).toBe(true);
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'typed last' }]);
  expect(kept.size).toBe(0);
  expect(await bringShadow(db, draft.id, draft.changedAt)).toBe(false);
});

test('what the database has since is not written over', async () => {
  const db = await phone();
  keepShadow(draft.id, changes);
  const changedAt = '2999-01-01T00:00:00.000Z';
  await keepAnswers(db, draft.id, [{ ref: '/a', answer: 'later' }], { changedAt });
  expect(await bringShadow(db, draft.id, changedAt)).toBe(false);
  expect((await openDraft(db, draft.id))?.kept).toContainEqual({ ref: '/a', answer: 'later' });
  expect(kept.size).toBe(0);
});

test('whether the database has it is no matter of the clock, which may have been turned back meanwhile', async () => {
  const { db } = device();
  const draft = draftOf({ changedAt: '2999-01-01T00:00:00.000Z' });
  await beginDraft(db, draft, []);
  keepShadow(draft.id, changes, [draft.changedAt]);
  expect(await bringShadow(db, draft.id, draft.changedAt)).toBe(true);
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'typed last' }]);

  keepShadow(draft.id, changes, [draft.changedAt]); // another page has gone on since
  const changedAt = '2020-01-01T00:00:00.000Z';
  await keepAnswers(db, draft.id, [{ ref: '/a', answer: 'later' }], { changedAt });
  expect(await bringShadow(db, draft.id, changedAt)).toBe(false);
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'later' }]);
});

test('a locked device has no shadow, and neither has an answer that was kept', () => {
  keepShadow(draft.id, changes);
  expect(kept.size).toBe(1);
  keepShadow(draft.id, []);
  expect(kept.size).toBe(0);
  kept.set('rintis.lock', '1');
  keepShadow(draft.id, changes);
  expect([...kept.keys()]).toEqual(['rintis.lock']);
});

test('where the database cannot be written yet, the shadow waits for the next start', async () => {
  const db = await phone();
  await db.drafts.delete(draft.id);
  keepShadow(draft.id, changes);
  expect(await bringShadow(db, draft.id, draft.changedAt)).toBe(false);
  expect(kept.size).toBe(1);
});
