import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { hashOf, openStore, type Store } from '../../src/server/store/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { newFolder } from './office.ts';

const first = (dialect: string) =>
  readFileSync(new URL(`../../src/server/migrations/${dialect}/0001_beginning.sql`, import.meta.url), 'utf8');

/** What the first release wrote: 1,200 submissions, every fortieth with a second revision. */
function oldRows(): string[] {
  return Array.from({ length: 1200 }, (_, n) => n).flatMap((n) => {
    const id = `019aa000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
    return [1, ...(n % 40 === 0 ? [2] : [])].map((revision) => {
      const body = JSON.stringify({ n, revision });
      const hash = hashOf(body);
      const values = [id, revision, 'demo', '1'.repeat(64), hash, receiptCode(id, hash)];
      const day = n % 2 ? '2026-11-23' : '2026-11-23T10:00:00.000Z';
      return `(${[...values, day, n % 10 === 0 && revision === 1 ? 1 : 0, 'key', body].map((it) => `'${it}'`).join(', ')})`;
    });
  });
}

const script = (dialect: string) => `${first(dialect)}
  CREATE TABLE migrations (number integer PRIMARY KEY, name text NOT NULL);
  INSERT INTO migrations VALUES (1, 'beginning');
  INSERT INTO submissions VALUES ${oldRows().join(', ')};
  INSERT INTO survey_counts VALUES ('demo', 0, 1200, 30, 120)`;

async function isAllThere(store: Store): Promise<void> {
  const found = await store.look(audit);
  expect(found).toMatchObject({ submissions: 1200, revisions: 1230, entries: 1230, faults: [] });
  expect(await store.countsOf('demo')).toEqual({ submissions: 1200, revisions: 30, late: 120 });
  expect(await store.standingCountsOf('demo')).toEqual({
    returned: 0,
    forked: 0,
    withdrawn: 0,
    review: 0,
    aside: 0,
  });
  const rows = await store.newest('demo', null, 2000);
  expect(rows.filter(({ revision }) => revision === 2)).toHaveLength(30);
  expect(rows).toHaveLength(1200);
  await store.close();
}

test('SQLite: a store of the first release comes forward with all its data, and verifies', async () => {
  const dataDir = newFolder();
  const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'));
  db.exec(script('sqlite'));
  db.close();
  await isAllThere(await openStore({ dataDir, databaseUrl: undefined }, console.error));
});

const bin = findPostgres();
describe.runIf(bin)('PostgreSQL', () => {
  test('a store of the first release comes forward with all its data, and verifies', async () => {
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const databaseUrl = server.newDatabase();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(script('postgres'));
    await client.end();
    await isAllThere(await openStore({ dataDir: '', databaseUrl }, console.error));
  });
});
