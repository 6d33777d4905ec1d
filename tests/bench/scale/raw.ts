/**
 * The limit, in a process of its own: what the same database takes from a client that does nothing but write the rows that we
 * keep, all bytes of them, into a table with the same columns and indexes. No log under it, no figures, nobody asks. PostgreSQL:
 * a connection for each client, a named statement, a commit for each row (or for each hundred), as durable as the server is set
 * to be for ours. SQLite: WAL and FULL as ours; it has one writer, so many clients are one loop, and each row has its own commit.
 */
import { randomBytes } from 'node:crypto';
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

type Row = readonly (string | number)[];

const columns =
  'id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on, device, review, body'.split(
    ', ',
  );
const numbers = ['revision', 'late', 'review'];
const typeOf = (name: string, ofId: string) =>
  name === 'id' ? ofId : numbers.includes(name) ? 'integer' : 'text';
const table = (ofId: string, end = '') => [
  `CREATE TABLE IF NOT EXISTS bare (${columns.map((name) => `${name} ${typeOf(name, ofId)} NOT NULL`).join(', ')}, PRIMARY KEY (id, revision)) ${end}`,
  'CREATE INDEX IF NOT EXISTS bare_of_survey ON bare (survey_id, id)',
  'CREATE INDEX IF NOT EXISTS bare_by_code ON bare (code)',
];

/** Its hash and code are chance: as long as true ones, and as scattered. */
function makeRow(questionnaire: string): Row {
  const { id, body } = makeBody(questionnaire);
  const hash = randomBytes(32).toString('hex');
  const code = `${hash.slice(0, 5)}-${hash.slice(5, 10)}`;
  const keptAt = new Date().toISOString();
  return [id, 1, 'scale', questionnaire, hash, code, keptAt, 0, 'abcdefghijkl', '', '', 0, body];
}

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
  for (const text of table('uuid')) await clients[0]?.query(text);
  const values = Array.from(
    { length: load.batch },
    (_, row) => `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(', ')})`,
  ).join(', ');
  const insert = { name: `bare-${load.batch}`, text: `INSERT INTO bare (${columns}) VALUES ${values}` };
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
  for (const text of table('text', 'STRICT, WITHOUT ROWID')) db.exec(text);
  const insert = db.prepare(`INSERT INTO bare (${columns}) VALUES (${columns.map(() => '?')})`);
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
    rows = Array.from({ length: said.rows }, () => makeRow(said.hash));
    const all = pieces(rows, said.batch);
    run = said.file === undefined ? await preparePostgres(said, all) : prepareSqlite(said, all);
    process.send?.('ready');
    return;
  }
  const began = performance.now();
  await run?.();
  process.send?.({ seconds: (performance.now() - began) / 1_000, rows: rows.length } satisfies RawMeasured);
});
