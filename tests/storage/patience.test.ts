import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginDraft, type Database, keepAnswers, openDraft, StorageBroken } from '../../src/storage/index.ts';
import { device, draftOf } from '../support/device.ts';

const patience = 5_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const draft = draftOf();
const keep = (db: Database) =>
  keepAnswers(db, draft.id, [{ ref: '/a', answer: 'yes' }], { changedAt: draft.changedAt });

/** Another process of the browser, put to sleep in the middle of a transaction; it wakes when told to. */
async function sleeper(factory: IDBFactory, name: string): Promise<() => void> {
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = factory.open(name);
    request.onsuccess = () => resolve(request.result);
  });
  const open = db.transaction(['drafts', 'answers'], 'readwrite');
  const ask = () => {
    open.objectStore('drafts').get('nothing').onsuccess = ask;
  };
  ask();
  return () => {
    open.abort();
    db.close();
  };
}

async function asleep() {
  const { db, factory, name } = device();
  let attempts = 0;
  db.use({
    stack: 'dbcore',
    name: 'counting',
    create: (core) => ({
      ...core,
      transaction(...given) {
        const begun = core.transaction(...given);
        if (given[1] === 'readwrite') attempts += 1;
        return begun;
      },
    }),
  });
  await beginDraft(db, draft, []);
  attempts = 0;
  const wake = await sleeper(factory, name);
  /** Until so many attempts have begun. */
  const attempt = async (number: number) => {
    while (attempts < number) await new Promise((next) => setTimeout(next, 1));
  };
  return { db, wake, attempt };
}

test('an answer that hears nothing is kept by a second attempt, once the way is free', async () => {
  const { db, wake, attempt } = await asleep();
  const kept = keep(db);
  await attempt(1);
  vi.advanceTimersByTime(patience);
  await attempt(2);
  wake();
  await kept;
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'yes' }]);
});

test('after four attempts the person is told, nothing has changed, and trying again keeps it', async () => {
  const { db, wake, attempt } = await asleep();
  const kept = keep(db).then(
    () => 'kept',
    (cause: unknown) => cause,
  );
  for (const number of [1, 2, 3, 4]) {
    await attempt(number);
    vi.advanceTimersByTime(patience);
  }
  expect(await kept).toBeInstanceOf(StorageBroken);
  wake();
  expect((await openDraft(db, draft.id))?.kept).toEqual([]);
  await keep(db);
  expect((await openDraft(db, draft.id))?.kept).toEqual([{ ref: '/a', answer: 'yes' }]);
});

test('a transaction that is answered all the time may take as long as it likes', async () => {
  const { db } = device();
  await beginDraft(db, draft, []);
  let rounds = 0;
  await db.transaction('rw', db.drafts, async () => {
    for (; rounds < 5; rounds++) {
      await db.drafts.get(draft.id);
      vi.advanceTimersByTime(patience);
    }
    await db.drafts.update(draft.id, { where: '/z' });
  });
  expect((await db.drafts.get(draft.id))?.where).toBe('/z');
});

test('no clock ticks for a transaction that is over', async () => {
  const { db } = device();
  await beginDraft(db, draft, []);
  await keep(db);
  await openDraft(db, draft.id);
  while (vi.getTimerCount() > 0) await new Promise((next) => setTimeout(next, 1));
  expect(vi.getTimerCount()).toBe(0);
});
