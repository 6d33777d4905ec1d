/**
 * The limit, in a process of its own: what the same database takes from a client that does nothing but write rows into a bare
 * table. PostgreSQL: a connection for each client, a named statement, a commit for each row (or for each hundred). SQLite:
 * WAL and FULL as ours; it has one writer, so many clients are one loop, and each row has its own commit.
 */
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { makeBody } from './form.ts';

export interface RawLoad {
  /** A connection string, or a file. */
  readonly databaseUrl?: string;
  readonly file?: string;
  readonly hash: string;
  readonly clients: number;
  readonly rows: number;
  readonly batch: number;
}

export interface RawMeasured {
  readonly seconds: number;
  readonly rows: number;
}

type Row = readonly [id: string, revision: number, survey: string, body: string];

const table =
  'CREATE TABLE IF NOT EXISTS bare (id %ID, revision integer, survey text, body text, PRIMARY KEY (id, revision))';

const pieces = (rows: readonly Row[], size: number): (readonly Row[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => rows.slice(at * size, (at + 1) * size));

async function preparePostgres(
  load: RawLoad,
  all: readonly (readonly Row[])[],
): Promise<() => Promise<void>> {
  const clients = await Promise.all(
    Array.from({ length: load.clients }, async () => {
      const client = new pg.Client({ connectionString: load.databaseUrl });
      await client.connect();
      return client;
    }),
  );
  await clients[0]?.query(table.replace('%ID', 'uuid'));
  const values = Array.from(
    { length: load.batch },
    (_, at) => `($${at * 4 + 1}, $${at * 4 + 2}, $${at * 4 + 3}, $${at * 4 + 4})`,
  ).join(', ');
  const insert = {
    name: `bare-${load.batch}`,
    text: `INSERT INTO bare (id, revision, survey, body) VALUES ${values}`,
  };
  return async () => {
    const waiting = [...all];
    await Promise.all(
      clients.map(async (client) => {
        for (let rows = waiting.pop(); rows; rows = waiting.pop())
          await client.query({ ...insert, values: rows.flat() });
      }),
    );
    await Promise.all(clients.map((client) => client.end()));
  };
}

function prepareSqlite(load: RawLoad, all: readonly (readonly Row[])[]): () => Promise<void> {
  const db = new DatabaseSync(load.file ?? '');
  db.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(`${table.replace('%ID', 'text')} WITHOUT ROWID`);
  const insert = db.prepare('INSERT INTO bare (id, revision, survey, body) VALUES (?, ?, ?, ?)');
  return async () => {
    for (const rows of all) {
      db.exec('BEGIN IMMEDIATE');
      for (const row of rows) insert.run(...row);
      db.exec('COMMIT');
    }
    db.close();
  };
}

let run: (() => Promise<void>) | undefined;
let rows: Row[] = [];
process.on('message', async (said: RawLoad | 'go') => {
  if (said !== 'go') {
    rows = Array.from({ length: said.rows }, (): Row => {
      const { id, body } = makeBody(said.hash);
      return [id, 1, 'scale', body];
    });
    const all = pieces(rows, said.batch);
    run = said.file === undefined ? await preparePostgres(said, all) : prepareSqlite(said, all);
    process.send?.('ready');
    return;
  }
  const began = performance.now();
  await run?.();
  process.send?.({ seconds: (performance.now() - began) / 1_000, rows: rows.length } satisfies RawMeasured);
});
