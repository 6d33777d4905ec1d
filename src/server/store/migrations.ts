/** Migrations: numbered, forward only, each once. */
import { readdirSync, readFileSync } from 'node:fs';
import { type Counted, type Entry, toEntry } from './chain.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** All migrations of a dialect, in order. */
export function readMigrations(dialect: 'sqlite' | 'postgres'): Migration[] {
  const folder = new URL(`../migrations/${dialect}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, number, name] = /^(\d{4})_(\w+)\.sql$/.exec(file) ?? [];
      return number && name
        ? [{ number: Number(number), name, sql: readFileSync(new URL(file, folder), 'utf8') }]
        : [];
    });
}

/** What this program brings a store up to. */
export const newestMigration = (): number => readMigrations('sqlite').at(-1)?.number ?? 0;

/** Those still to do. A store that is ahead of this program was made by a newer one, and is left alone. */
export function pending(migrations: readonly Migration[], newest: number): Migration[] {
  const last = migrations.at(-1)?.number ?? 0;
  if (newest > last)
    throw new Error(`the store has migration ${newest}, this program knows ${last}: it is too old`);
  return migrations.filter(({ number }) => number > newest);
}

/** Migration 2 gives every row that is there its line in the log. The rows come in the order of id and revision. */
export function* firstLines(
  rows: Iterable<Record<string, unknown>>,
): Generator<Counted & { readonly entry: Entry }> {
  let before: Entry | undefined;
  for (const row of rows) {
    const submission = String(row.id);
    const isNext = before?.submission === submission;
    const survey = String(row.survey_id);
    const receivedAt = String(row.received_at);
    const late = Number(row.late) === 1;
    const entry = toEntry(
      (isNext && before?.entry) || '',
      {
        submission,
        number: isNext ? (before?.number ?? 0) + 1 : 1,
        day: receivedAt.slice(0, 10),
        kind: 'kept',
        revision: Number(row.revision),
        note: '',
      },
      {
        survey,
        questionnaire: String(row.questionnaire),
        hash: String(row.hash),
        receivedAt,
        late,
        signingKey: String(row.signing_key),
        basedOn: String(row.based_on),
      },
    );
    before = entry;
    yield { entry, survey, late };
  }
}
