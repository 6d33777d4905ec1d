/** Brings a PostgreSQL up to date: one process at a time, the others wait at the lock and find it done. */
import type pg from 'pg';
import { type Distribution, distribute } from './distribute.ts';
import { firstLines, pending, readMigrations } from './migrations.ts';
import { note, placeholders } from './postgres-past.ts';

export async function migrate(pool: pg.Pool, distribution: Distribution | undefined): Promise<void> {
  const client = await pool.connect();
  try {
    await makeTable(client);
    await client.query('BEGIN');
    // The lock is a row and no advisory lock, since a distributed PostgreSQL may not have those.
    await client.query('SELECT number FROM migrations WHERE number = 0 FOR UPDATE');
    const { rows } = await client.query<{ newest: number }>('SELECT max(number) AS newest FROM migrations');
    for (const { number, name, sql } of pending(readMigrations('postgres'), rows[0]?.newest ?? 0)) {
      await client.query(sql);
      if (number === 2) await writeFirstLines(client);
      await client.query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [number, name]);
    }
    if (distribution === 'citus') await distribute(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection may be what failed; the first error is the reason
    throw error;
  } finally {
    client.release();
  }
}

/** `IF NOT EXISTS` is no lock: of several that begin together one may still meet another's table, its type or its index. */
async function makeTable(client: pg.PoolClient): Promise<void> {
  const make = async () => {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL)',
    );
    await client.query(`INSERT INTO migrations (number, name) VALUES (0, 'lock') ON CONFLICT DO NOTHING`);
  };
  for (let tries = 1; ; tries++) {
    try {
      return await make();
    } catch (error) {
      if (tries === 5 || !metAnother.has(String((error as { code?: unknown }).code))) throw error;
    }
  }
}

const metAnother = new Set(['23505', '42P07', '42710']); // unique_violation, duplicate_table, duplicate_object

const atOnce = 500; // rows in memory

/** The log of what was kept before there was one. */
async function writeFirstLines(client: pg.PoolClient): Promise<void> {
  await client.query(`DECLARE old_rows NO SCROLL CURSOR FOR
    SELECT id, revision, survey_id, questionnaire, hash, received_at, late, signing_key, based_on
    FROM submissions ORDER BY id, revision`);
  let carried: Record<string, unknown>[] = [];
  for (let isLast = false; !isLast; ) {
    const { rows } = await client.query<Record<string, unknown>>(`FETCH ${atOnce} FROM old_rows`);
    isLast = rows.length < atOnce;
    const all = [...carried, ...rows];
    // The revisions of one id stay together: the last id waits for the next round.
    const lastId = isLast ? undefined : all.at(-1)?.id;
    carried = all.filter(({ id }) => id === lastId);
    const lines = [...firstLines(all.filter(({ id }) => id !== lastId))];
    for (let from = 0; from < lines.length; from += 100) {
      await note(client, lines.slice(from, from + 100), false);
    }
    const revised = new Map(
      lines.filter(({ entry }) => entry.revision > 1).map((it) => [it.entry.submission, it]),
    );
    if (revised.size === 0) continue;
    await client.query(
      `INSERT INTO standings (id, survey_id, standing, current, comment)
       VALUES ${placeholders(revised.size, 5)}`,
      [...revised.values()].flatMap(({ entry, survey }) => [
        entry.submission,
        survey,
        'received',
        entry.revision,
        '',
      ]),
    );
  }
  await client.query('CLOSE old_rows');
}
