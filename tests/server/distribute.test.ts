import { readFileSync } from 'node:fs';
import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/server/settings.ts';
import { placement, placing } from '../../src/server/store/distribute.ts';
import { openStore } from '../../src/server/store/index.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import { openOffice, submissionTo } from './office.ts';

test('every table has its place, and what belongs to one submission lies together', () => {
  const spread = { ...placement.bySubmission, ...placement.bySlot };
  const placed = placing().map(({ table }) => table);
  expect(placed.sort()).toEqual([...Object.keys(spread), ...placement.everywhere].sort());
  expect(placing().find(({ table }) => table === 'submission_log')?.sql).toContain(
    "'submission_id', colocate_with => 'submissions'",
  );
});

test('the setting is one of those we know, or a mistake that is said', () => {
  expect(readSettings({ DISTRIBUTED: 'citus' }).distribution).toBe('citus');
  expect(readSettings({}).distribution).toBeUndefined();
  expect(() => readSettings({ DISTRIBUTED: 'yes' })).toThrow('DISTRIBUTED');
});

const bin = findPostgres();
describe.runIf(bin)('PostgreSQL', () => {
  test('every unique key of a spread table has the column that it is spread by: ingest needs nothing from other nodes', async () => {
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const databaseUrl = server.newDatabase();
    const store = await openStore({ dataDir: '', databaseUrl, distribution: 'citus' }, () => undefined);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows: keys } = await client.query<{ table: string; columns: string[] }>(
      `SELECT c.relname AS table, array_agg(a.attname::text) AS columns FROM pg_index i
       JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
       WHERE i.indisunique AND n.nspname = 'public' GROUP BY c.relname, i.indexrelid`,
    );
    for (const [table, column] of Object.entries({ ...placement.bySubmission, ...placement.bySlot })) {
      const own = keys.filter((key) => key.table === table);
      expect(own.length).toBeGreaterThan(0);
      for (const { columns } of own)
        expect([table, columns]).toEqual([table, expect.arrayContaining([column])]);
    }

    const office = await openOffice({ store });
    const said: string[] = [];
    const query = pg.Client.prototype.query;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const [first] = args;
      said.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
      return (query as (...all: unknown[]) => unknown).apply(this, args) as never;
    } as typeof query;
    try {
      await Promise.all(Array.from({ length: 30 }, () => office.put(submissionTo(office))));
    } finally {
      pg.Client.prototype.query = query;
    }
    const inserts = said.filter((text) => text.includes('INSERT'));
    expect(inserts.length).toBeGreaterThan(2);
    for (const text of inserts) {
      expect(text).toContain('VALUES');
      expect(text).not.toMatch(/unnest|^\s*WITH|advisory|xmin/i);
      expect(text.match(/INSERT/g)).toHaveLength(1);
    }
    await client.end();
    await store.close();
  });

  test('where the extension is, every table is placed once, with the rows in it, and a later start places none again', async () => {
    const server = startPostgres(bin ?? '');
    onTestFinished(() => server.remove());
    const databaseUrl = server.newDatabase();
    const before = await openStore({ dataDir: '', databaseUrl }, () => undefined); // the survey began on one machine
    await (await openOffice({ store: before })).store.close();
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(fakeCitus);
    for (let starts = 0; starts < 2; starts++) {
      const store = await openStore({ dataDir: '', databaseUrl, distribution: 'citus' }, () => undefined);
      const office = await openOffice({ store });
      const submission = submissionTo(office);
      expect((await office.put(submission)).status).toBe(200);
      expect((await store.history(submission.id))?.rows).toHaveLength(1);
      await store.close();
    }
    const { rows } = await client.query<{ table: string; place: string; beside: string | null }>(
      'SELECT logicalrelid::text AS table, place, beside FROM pg_dist_partition',
    );
    const expected = [
      ...placement.everywhere.map((table) => ({ table, place: 'everywhere', beside: null })),
      ...Object.entries(placement.bySubmission).map(([table, place]) => ({
        table,
        place,
        beside: table === 'submissions' ? 'none' : 'submissions',
      })),
      ...Object.entries(placement.bySlot).map(([table, place]) => ({
        table,
        place,
        beside: table === 'survey_days' ? 'none' : 'survey_days',
      })),
    ];
    const byTable = (a: { table: string }, b: { table: string }) => (a.table < b.table ? -1 : 1);
    expect(rows.sort(byTable)).toEqual(expected.sort(byTable));
    await client.end();
  });

  test('no statement of the store needs what a distributed PostgreSQL has not got', () => {
    for (const file of [
      'postgres.ts',
      'postgres-keep.ts',
      'postgres-past.ts',
      'postgres-look.ts',
      'postgres-devices.ts',
      'devices.ts',
    ]) {
      const text = readFileSync(new URL(`../../src/server/store/${file}`, import.meta.url), 'utf8');
      expect(text.replace(/\/\*\*[\s\S]*?\*\//g, '')).not.toMatch(/unnest\(|pg_advisory|xmin|LISTEN|nextval/);
    }
  });
});

/**
 * As much of Citus as the placing of tables calls, with its refusals: a table is placed once, a table beside another after it,
 * and a unique key must have the column in it. It spreads nothing; the statements after it run on tables that are where they were.
 */
const fakeCitus = `
  SET allow_system_table_mods = on;
  INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    SELECT 99999, 'citus', 10, oid, false, '13.2-1' FROM pg_namespace WHERE nspname = 'public';
  CREATE TABLE pg_dist_partition (logicalrelid regclass PRIMARY KEY, place text NOT NULL, beside text);
  CREATE FUNCTION create_reference_table(it regclass) RETURNS void LANGUAGE sql AS
    $$ INSERT INTO pg_dist_partition VALUES (it, 'everywhere', NULL) $$;
  CREATE FUNCTION create_distributed_table(it regclass, by_column text, colocate_with text) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = it AND i.indisunique AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = it AND a.attnum = ANY (i.indkey) AND a.attname = by_column))
    THEN RAISE EXCEPTION 'cannot create constraint on "%": without %', it, by_column; END IF;
    IF colocate_with <> 'none' AND NOT EXISTS (
      SELECT 1 FROM pg_dist_partition WHERE logicalrelid = colocate_with::regclass AND place <> 'everywhere')
    THEN RAISE EXCEPTION 'relation % is not distributed', colocate_with; END IF;
    INSERT INTO pg_dist_partition VALUES (it, by_column, colocate_with);
  END $$`;
