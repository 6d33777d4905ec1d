import { IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import {
  askToKeep,
  beginDraft,
  live,
  newestDrafts,
  openDatabase,
  openHere,
  safety,
} from '../../src/storage/index.ts';
import { databaseName, knownHere } from '../../src/storage/known.ts';
import { device, draftOf } from '../support/device.ts';

const factoryThat = (open: () => unknown): IDBFactory =>
  ({ open, databases: async () => [] }) as unknown as IDBFactory;

test('a private window that refuses is a value for the screen, not a crash', async () => {
  const refusing = factoryThat(() => {
    throw new DOMException('The user denied permission to access the database.', 'SecurityError');
  });
  const db = openDatabase('refused', { indexedDB: refusing, IDBKeyRange });
  expect(await openHere(undefined, db)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('denied'),
  });
});

test('a browser without a database is refused, too', async () => {
  const db = openDatabase('none', { indexedDB: undefined as unknown as IDBFactory, IDBKeyRange });
  expect((await openHere(undefined, db)).kind).toBe('refused');
});

test('a browser that never answers is given up on', async () => {
  const db = openDatabase('silent', { indexedDB: factoryThat(() => ({})), IDBKeyRange });
  expect((await openHere(undefined, db, 20)).kind).toBe('refused');
});

test('where iOS kills the first open of a page that comes back, the second one counts', async () => {
  const { factory, name } = device();
  let opens = 0;
  const dying = factoryThat(() => {});
  dying.open = (...given) => {
    if (opens++ === 0) throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    return factory.open(...given);
  };
  const db = openDatabase(name, { indexedDB: dying, IDBKeyRange });
  expect((await openHere(undefined, db)).kind).toBe('open');
});

test('a healthy device opens', async () => {
  const { db } = device();
  expect(await openHere(undefined, db)).toEqual({ kind: 'open', db });
});

test('whether this device knows us is told without opening anything', async () => {
  expect(await knownHere(async () => [{ name: databaseName }])).toBe(true);
  expect(await knownHere(async () => [{ name: 'other' }])).toBe(false);
  expect(await knownHere(async () => undefined)).toBe(true); // cannot tell: look for yourself
  expect(await knownHere(() => Promise.reject(new Error('SecurityError')))).toBe(true);
});

test('a list of drafts that is watched shows one begun in another tab', async () => {
  const { db, tab } = device();
  const draft = draftOf();
  const seen: number[] = [];
  const told = new Promise<void>((resolve, reject) => {
    live(() => newestDrafts(db)).subscribe({
      next(drafts) {
        seen.push(drafts.length);
        if (drafts.length === 1) resolve();
        else void beginDraft(tab(), draft, []);
      },
      error: reject,
    });
  });
  await told;
  expect(seen).toEqual([0, 1]);
});

test('the safety of storage is told in plain states', async () => {
  const manager = (persisted: boolean, usage: number) => ({
    persisted: async () => persisted,
    persist: async () => persisted,
    estimate: async () => ({ usage, quota: 100_000_000 }),
  });
  expect(await safety(manager(true, 1_000))).toEqual({
    keeping: 'kept',
    usedBytes: 1_000,
    freeBytes: 99_999_000,
    tight: false,
  });
  expect(await safety(manager(false, 99_000_000))).toMatchObject({ keeping: 'maybe-cleared', tight: true });
  expect(await safety({})).toEqual({
    keeping: 'unknown',
    usedBytes: undefined,
    freeBytes: undefined,
    tight: false,
  });
  expect(await askToKeep(manager(true, 0))).toBe('kept');
  expect(await askToKeep(manager(false, 0))).toBe('refused');
  expect(await askToKeep({})).toBe('unsupported');
});
