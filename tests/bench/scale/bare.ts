/**
 * The rows that we keep, all bytes of them, written into a table with the same columns and indexes by somebody who does nothing else:
 * no log under it, no figures. PostgreSQL: a connection for each writer, a named statement, a commit for each call, as durable as
 * the server is set to be for ours. SQLite: WAL and FULL as ours; it has one writer.
 */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

export interface Bare {
  /** A connection string, or a file. */
  readonly databaseUrl?: string;
  readonly file?: string;
  readonly clients: number;
}

export interface Sent {
  readonly id: string;
  readonly body: string;
}

export type Row = readonly (string | number)[];

/** Durable when it is done. */
export type Write = (rows: readonly Row[]) => Promise<void> | void;

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
export function toRow({ id, body }: Sent, questionnaire: string): Row {
  const hash = randomBytes(32).toString('hex');
  const code = `${hash.slice(0, 5)}-${hash.slice(5, 10)}`;
  const keptAt = new Date().toISOString();
  return [id, 1, 'scale', questionnaire, hash, code, keptAt, 0, 'abcdefghijkl', '', '', 0, body];
}

/** Those who write, side by side where the database can do it. */
export const openBare = async ({ databaseUrl, file, clients }: Bare): Promise<readonly Write[]> =>
  databaseUrl === undefined
    ? [openSqlite(file ?? '')]
    : Promise.all(Array.from({ length: clients }, () => openPostgres(databaseUrl)));

async function openPostgres(connectionString: string): Promise<Write> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(1)');
  for (const text of table('uuid')) await client.query(text);
  await client.query('SELECT pg_advisory_unlock(1)');
  const statements = new Map<number, { readonly name: string; readonly text: string }>();
  const inserting = (rows: number) => {
    const values = Array.from(
      { length: rows },
      (_, row) => `(${columns.map((_, at) => `$${row * columns.length + at + 1}`).join(', ')})`,
    ).join(', ');
    return { name: `bare-${rows}`, text: `INSERT INTO bare (${columns}) VALUES ${values}` };
  };
  return async (rows) => {
    const insert = statements.get(rows.length) ?? inserting(rows.length);
    statements.set(rows.length, insert);
    await client.query({ ...insert, values: rows.flat() });
  };
}

function openSqlite(file: string): Write {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  for (const text of table('text', 'STRICT, WITHOUT ROWID')) db.exec(text);
  const insert = db.prepare(`INSERT INTO bare (${columns}) VALUES (${columns.map(() => '?')})`);
  return (rows) => {
    db.exec('BEGIN IMMEDIATE');
    for (const row of rows) insert.run(...row);
    db.exec('COMMIT');
  };
}
