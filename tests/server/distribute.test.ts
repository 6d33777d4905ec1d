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
