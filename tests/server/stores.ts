/** The stores that every test of a store runs on, each empty and on its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { type Distribution, hashOf, type Incoming, openStore } from '../../src/server/store/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
import { findPostgres, startPostgres, type ThrowAway } from '../support/postgres.ts';

export interface Place {
  open(): ReturnType<typeof openStore>;
  /** Does something to the database behind the store's back, in the SQL that both understand. */
  meddle(sql: string): Promise<void>;
  /** What a statement gives in its first column, in groups that were written together, as far as the database says so. */
  groupsOf(sql: string): Promise<string[][]>;
  /** The same as it lies in the file. */
  inStoredOrder(sql: string): Promise<string[]>;
  /** The table with the log's lines of acts. */
  readonly acts: string;
  /** Ways to change a letter in the line of a kept row. */
  keptLine(where: string): string[];
}

/** A submission as it comes to a store, whose hash and code are those of its body. */
export function incomingWith(id: string, body: string, changes: Partial<Incoming> = {}): Incoming {
  const hash = hashOf(body);
  return {
    id,
    survey: 'demo',
    questionnaire: '1'.repeat(64),
    hash,
    code: receiptCode(id, hash),
    receivedAt: '2026-11-23',
    day: '2026-11-23',
    late: false,
    basedOn: '',
    signingKey: 'first-key',
    body,
    ...changes,
  };
}

export interface Ground {
  /** A place with nothing in it. */
  newPlace(): Place;
}

/** Runs the stories on SQLite and on PostgreSQL; where that is not installed, a line of the output says so. */
export function onEachStore(stories: (ground: Ground) => void): void {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 }); // three databases on a machine that may be busy
  describe('SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rintis-sqlite-'));
    let places = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    stories({
      newPlace() {
        const dataDir = join(folder, String(++places));
        return {
          open: () => openStore({ dataDir, databaseUrl: undefined }, fail),
          acts: 'submission_acts',
          keptLine: (where) => [
            `UPDATE submissions SET entry = 'x' || substr(entry, 2) WHERE ${where}`,
            `UPDATE submissions SET day = '2026-11-22' WHERE ${where}`,
            `UPDATE submissions SET number = 2 WHERE ${where}`,
          ],
          async groupsOf(sql) {
            return [await this.inStoredOrder(sql)];
          },
          async inStoredOrder(sql) {
            const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'));
            const rows = db
              .prepare(sql)
              .all()
              .map((row) => String(Object.values(row)[0]));
            db.close();
            return rows;
          },
          async meddle(sql) {
            const db = new DatabaseSync(join(dataDir, 'rintis.sqlite'));
            db.exec(sql);
            db.close();
          },
        };
      },
    });
  });

  const bin = findPostgres();
  if (!bin) {
    console.warn(
      'NOT RUN: the stories on PostgreSQL, since no PostgreSQL server is installed here (PG_BIN names one).',
    );
    describe.todo('PostgreSQL is not installed here: its stories did not run');
    return;
  }
  describe('PostgreSQL', () => {
    let server: ThrowAway;
    beforeAll(() => {
      server = startPostgres(bin);
    }, 60_000);
    afterAll(() => server.remove());
    stories({
      newPlace() {
        return postgresPlace(server.newDatabase());
      },
    });
  });
  describe('PostgreSQL with the statements for many machines', () => {
    let server: ThrowAway;
    beforeAll(() => {
      server = startPostgres(bin);
    }, 60_000);
    afterAll(() => server.remove());
    stories({
      newPlace() {
        return postgresPlace(server.newDatabase(), 'citus');
      },
    });
  });
}

export const postgresPlace = (databaseUrl: string, distribution?: Distribution): Place => ({
  open: () => openStore({ dataDir: '', databaseUrl, distribution }, fail),
  acts: 'submission_log',
  keptLine: (where) => [
    `UPDATE submission_log SET entry = 'x' || substr(entry, 2) WHERE submission_${where}`,
    `UPDATE submission_log SET day = '2026-11-22' WHERE submission_${where}`,
    `UPDATE submission_log SET number = 2 WHERE submission_${where}`,
  ],
  async groupsOf(sql) {
    const rows = await inDatabase(databaseUrl, sql.replace('SELECT ', 'SELECT xmin::text AS written, '));
    return [...Map.groupBy(rows, ([written]) => written).values()].map((some) =>
      some.map(([, it = '']) => it),
    );
  },
  inStoredOrder: async (sql) =>
    (await inDatabase(databaseUrl, `${sql} ORDER BY ctid`)).map(([it = '']) => it),
  async meddle(sql) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  },
});

/** Rows as lists of texts. */
async function inDatabase(databaseUrl: string, sql: string): Promise<string[][]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
  await client.end();
  return rows;
}

const fail = (error: Error) => console.error(error);
