import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { mySubmissions, openDatabase, openDraft, openHere, survey } from '../../src/storage/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { office } from '../support/office.ts';

/** The tables as version 1 made them, written out: this never changes again. Dexie counts in tenths. */
const tablesOfVersion1: Record<string, { keyPath: string | string[]; indexes: (string | string[])[] }> = {
  surveys: { keyPath: 'id', indexes: [] },
  questionnaires: { keyPath: 'hash', indexes: [] },
  drafts: { keyPath: 'id', indexes: ['survey', 'changedAt'] },
  answers: { keyPath: ['draft', 'ref'], indexes: ['draft'] },
  submissions: { keyPath: 'id', indexes: ['survey', 'keptAt'] },
  outbox: { keyPath: 'id', indexes: [['state', 'tries', 'since'], 'state'] },
  receipts: { keyPath: 'id', indexes: [] },
  settings: { keyPath: 'name', indexes: [] },
};

const draft = draftOf();
const submission = submissionOf(draftOf());
const { id } = submission;
const rowsOfVersion1: Record<string, unknown[]> = {
  surveys: [office().survey],
  drafts: [draft],
  answers: [{ draft: draft.id, ref: '/b/b1', answer: '4' }],
  submissions: [submission],
  outbox: [{ id, state: 'waiting', since: submission.keptAt, tries: 0, triedAt: 0, nextTryAt: 0 }],
};

function makeVersion(factory: IDBFactory, name: string, version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, version);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
    request.onupgradeneeded = () => {
      for (const [table, { keyPath, indexes }] of Object.entries(tablesOfVersion1)) {
        const store = request.result.createObjectStore(table, { keyPath });
        for (const index of indexes) {
          store.createIndex(Array.isArray(index) ? `[${index.join('+')}]` : index, index);
        }
        for (const row of rowsOfVersion1[table] ?? []) store.add(row);
      }
    };
  });
}

test.each([
  ['version 1', 10],
  ['a version that this page does not know yet', 9990],
])('what a phone kept in %s is all there', async (_, version) => {
  const { factory, name } = device();
  (await makeVersion(factory, name, version)).close();
  const db = openDatabase(name, { indexedDB: factory, IDBKeyRange });
  expect(await openDraft(db, draft.id)).toEqual({ draft, kept: [{ ref: '/b/b1', answer: '4' }] });
  expect(await mySubmissions(db)).toEqual([{ ...submission, state: 'waiting' }]);
  expect(await survey(db, 'demo')).toEqual(office().survey);
});

test('a tab with newer tables is not held up: this one lets go, says so, and goes on', async () => {
  const { db, factory, name, tab } = device();
  const troubles: string[] = [];
  await openHere((trouble) => troubles.push(trouble), db);
  await db.table('drafts').add(draft);
  const newer = tab();
  newer.version(4).stores({ photos: 'id' });
  await newer.open();
  expect(troubles).toEqual(['outdated']);
  expect((await openDraft(db, draft.id))?.draft).toEqual(draft);
  expect((await factory.databases()).map((one) => one.name)).toEqual([name]);
});

test('a tab that does not let go is told of, and waited for', async () => {
  const { factory, name } = device();
  const stubborn = await makeVersion(factory, name, 9);
  const troubles: string[] = [];
  const db = openDatabase(name, { indexedDB: factory, IDBKeyRange });
  const opened = openHere((trouble) => troubles.push(trouble), db, 200);
  await expect.poll(() => troubles).toEqual(['blocked']);
  stubborn.close();
  expect(await opened).toMatchObject({ kind: 'open' });
});
