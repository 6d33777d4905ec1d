import { IDBDatabase, IDBFactory } from 'fake-indexeddb';
import { beforeAll, expect, test } from 'vitest';
import { beginDraft, keepAnswers, openDraft } from '../../src/storage/index.ts';
import { endWithPage } from '../../src/storage/known.ts';
import { device, draftOf } from '../support/device.ts';

const leaving: (() => void)[] = [];
/** The page that all transactions of this process belong to is left, and comes back from where it slept. */
const leaves = () => {
  for (const hear of leaving) hear();
};

beforeAll(() => {
  Object.assign(globalThis, { IDBDatabase, IDBFactory });
  endWithPage({
    navigator: { vendor: 'Apple Computer, Inc.' } as Navigator,
    addEventListener: (_: string, hear: () => void) => leaving.push(hear),
  } as unknown as Window);
});

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Asks again with each answer, so that its transaction never ends by itself. */
function keepsAsking(store: IDBObjectStore): void {
  store.get('nothing').onsuccess = () => keepsAsking(store);
}

test('a transaction ends with its page, and nobody waits for it', async () => {
  const { db, factory, name } = device();
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const page = await settled(factory.open(name));
  const open = page.transaction(['drafts', 'answers'], 'readwrite');
  const ended = new Promise((resolve) => open.addEventListener('abort', resolve));
  keepsAsking(open.objectStore('drafts'));

  const kept = keepAnswers(db, draft.id, [{ ref: '/a', answer: 'yes' }], { changedAt: draft.changedAt });
  leaves();
  await ended;
  await kept;
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'yes' }]);
});

test('an act that the page was left in the middle of is done when the person comes back', async () => {
  const { db } = device();
  const draft = draftOf();
  const begun = beginDraft(db, draft, [{ ref: '/a', answer: 'yes' }]);
  await new Promise((next) => setTimeout(next, 1));
  leaves();
  await begun;
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'yes' }]);
});

test('a database whose tables were just being made can be opened by the next page', async () => {
  const factory = new IDBFactory();
  const first = factory.open('half-made', 1);
  await new Promise((resolve) => {
    first.onupgradeneeded = resolve;
  });
  keepsAsking(first.result.createObjectStore('drafts'));
  const given = settled(first).then(
    () => 'made',
    (error) => error.name,
  );
  leaves();
  expect(await given).toBe('AbortError');
  const next = factory.open('half-made', 1);
  next.onupgradeneeded = () => next.result.createObjectStore('drafts');
  expect([...(await settled(next)).objectStoreNames]).toEqual(['drafts']);
});

test('transactions that are over are let go', async () => {
  const { db, factory, name } = device();
  await beginDraft(db, draftOf(), []);
  const page = await settled(factory.open(name));
  const done = page.transaction('drafts');
  const over = new Promise((resolve) => done.addEventListener('complete', resolve));
  await settled(done.objectStore('drafts').count());
  await over;
  expect(() => leaves()).not.toThrow();
  expect(await db.drafts.count()).toBe(1);
});
