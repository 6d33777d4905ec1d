/** Brings a PostgreSQL up to date: one process at a time, the others wait at the lock and find it done. */
import type pg from 'pg';
import { pending, readMigrations } from './migrations.ts';

export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await makeTable(client);
    await client.query('BEGIN');
    // The lock is a row and no advisory lock, since a distributed PostgreSQL may not have those.
    await client.query('SELECT number FROM migrations WHERE number = 0 FOR UPDATE');
    const { rows } = await client.query<{ newest: number }>('SELECT max(number) AS newest FROM migrations');
    for (const { number, name, sql } of pending(readMigrations('postgres'), rows[0]?.newest ?? 0)) {
      await client.query(sql);
      await client.query('INSERT INTO migrations (number, name) VALUES ($1, $2)', [number, name]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined); // the connection may be what failed; the first error is the reason
    throw error;
  } finally {
    client.release();
  }
}

/** `IF NOT EXISTS` is no lock: of two that begin together one may still meet the other's table (23505, 42P07). */
async function makeTable(client: pg.PoolClient): Promise<void> {
  const make = async () => {
    await client.query(
      'CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL)',
    );
    await client.query(`INSERT INTO migrations (number, name) VALUES (0, 'lock') ON CONFLICT DO NOTHING`);
  };
  await make().catch((error: { code?: string }) => {
    if (error.code !== '23505' && error.code !== '42P07') throw error;
    return make();
  });
}
