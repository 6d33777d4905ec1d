/** Rows of an older program, brought forward by the same migrations that its database would have gone through. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lookAt } from './sqlite-look.ts';
import { migrateSqlite } from './sqlite-migrate.ts';
import { type OlderRow, type TableRow, tableNames } from './tables.ts';

/**
 * Takes all rows in before it gives the first, in a database of its own in a passing folder; it may be broken off at any time, and
 * leaves nothing behind.
 */
export async function* bringForward(
  rows: AsyncIterable<OlderRow>,
  migration: number,
): AsyncGenerator<TableRow> {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-restore-'));
  const path = join(folder, 'older.sqlite');
  try {
    await layDown(path, rows, migration);
    const { db, snapshot } = lookAt(path);
    try {
      for (const table of tableNames)
        for await (const values of snapshot.rows(table)) yield { table, values };
    } finally {
      db.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layDown(path: string, rows: AsyncIterable<OlderRow>, migration: number): Promise<void> {
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    migrateSqlite(db, migration);
    const inserts = new Map<string, ReturnType<typeof db.prepare>>();
    for await (const { table, columns, values } of rows) {
      let insert = inserts.get(table);
      if (!insert) {
        const places = columns.map(() => '?').join(', ');
        insert = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
        inserts.set(table, insert);
      }
      insert.run(...values);
    }
    migrateSqlite(db);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}
