/** Reads what is kept of some submissions, and writes the log under them. */
import type { ClientBase } from 'pg';
import type { KeptRow, Past, StandingRow } from './acts.ts';
import { type Entry, type EntryKind, sumsOf } from './chain.ts';

export const slots = 16; // of every figure that all writers add to: so many transactions can count at once
export const anySlot = (): number => Math.floor(Math.random() * slots);

/** `($1, $2), ($3, $4)`: for so many rows of so many columns, beginning after `from` values. */
export const placeholders = (rows: number, columns: number, from = 0): string =>
  Array.from(
    { length: rows },
    (_, row) =>
      `(${Array.from({ length: columns }, (_, at) => `$${from + row * columns + at + 1}`).join(', ')})`,
  ).join(', ');

/** The pasts of those of these ids that have one. */
export async function pastsOf(client: ClientBase, ids: readonly string[]): Promise<Map<string, Past>> {
  const values = [[...new Set(ids)]];
  const { rows: kept } = await client.query<Record<string, string>>({
    name: 'rows',
    text: `SELECT id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on
           FROM submissions WHERE id = ANY($1::uuid[]) ORDER BY id, revision`,
    values,
  });
  if (kept.length === 0) return new Map();
  const { rows: lines } = await client.query<Record<string, string>>({
    name: 'log',
    text: 'SELECT * FROM submission_log WHERE submission_id = ANY($1::uuid[]) ORDER BY submission_id, number',
    values,
  });
  const { rows: comments } = await client.query<{ id: string; comment: string }>({
    name: 'comments',
    text: 'SELECT id, comment FROM standings WHERE id = ANY($1::uuid[])',
    values,
  });
  const logs = Map.groupBy(lines.map(toLogEntry), ({ submission }) => submission);
  const commentById = new Map(comments.map(({ id, comment }) => [id, comment]));
  const rowsById = Map.groupBy(kept, ({ id = '' }) => id);
  return new Map(
    [...rowsById].map(([id, rows]) => [
      id,
      { rows: rows.map(toKeptRow), log: logs.get(id) ?? [], comment: commentById.get(id) ?? '' },
    ]),
  );
}

/** Of one survey, the rows that a group has added. */
export interface Tally {
  readonly survey: string;
  submissions: number;
  revisions: number;
  late: number;
}

/**
 * Lines of the log with everything that is counted with them: one statement, one way to the database and back. Where the
 * tables are distributed, each has a statement of its own, since one that writes to three of them would be planned there
 * as one over all nodes.
 */
export async function note(
  client: ClientBase,
  entries: readonly Entry[],
  tallies: readonly Tally[],
  isDistributed: boolean,
): Promise<void> {
  if (entries.length === 0) return;
  const slot = anySlot();
  const sums = [...sumsOf(entries)].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = entries.flatMap(({ submission, number, day, kind, revision, note, entry }) => [
    submission,
    number,
    day,
    kind,
    revision,
    note,
    entry,
  ]);
  const counts = [...tallies]
    .sort((a, b) => (a.survey < b.survey ? -1 : 1)) // all writers wait in the same order
    .flatMap(({ survey, submissions, revisions, late }) => [survey, slot, submissions, revisions, late]);
  const added = sums.flatMap(([day, { entries, sum }]) => [slot, day, entries, sum.toString()]);

  const logging = (from: number) =>
    `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     VALUES ${placeholders(entries.length, 7, from)}`;
  const counting = (from: number) =>
    `INSERT INTO survey_counts (survey_id, slot, submissions, revisions, late)
     VALUES ${placeholders(tallies.length, 5, from)}
     ON CONFLICT (survey_id, slot) DO UPDATE SET
       submissions = survey_counts.submissions + excluded.submissions,
       revisions = survey_counts.revisions + excluded.revisions,
       late = survey_counts.late + excluded.late`;
  const summing = (from: number) =>
    `INSERT INTO log_sums (slot, day, entries, sum) VALUES ${placeholders(sums.length, 4, from)}
     ON CONFLICT (slot, day) DO UPDATE SET
       entries = log_sums.entries + excluded.entries, sum = log_sums.sum + excluded.sum`;

  if (isDistributed) {
    await client.query({ name: `log-${entries.length}`, text: logging(0), values: lines });
    if (tallies.length > 0)
      await client.query({ name: `count-${tallies.length}`, text: counting(0), values: counts });
    await client.query({ name: `sum-${sums.length}`, text: summing(0), values: added });
    return;
  }
  const withCounts = tallies.length > 0 ? `, counted AS (${counting(lines.length)})` : '';
  await client.query({
    name: `note-${entries.length}-${tallies.length}-${sums.length}`,
    text: `WITH logged AS (${logging(0)})${withCounts} ${summing(lines.length + counts.length)}`,
    values: [...lines, ...counts, ...added],
  });
}

export async function stand(
  client: ClientBase,
  { id, survey, standing, current, comment }: StandingRow,
): Promise<void> {
  await client.query({
    name: 'stand',
    text: `INSERT INTO standings (id, survey_id, standing, current, comment) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, current = excluded.current,
             comment = excluded.comment`,
    values: [id, survey, standing, current, comment],
  });
}

const toKeptRow = (row: Record<string, unknown>): KeptRow => ({
  revision: Number(row.revision),
  survey: String(row.survey_id),
  questionnaire: String(row.questionnaire),
  hash: String(row.hash),
  code: String(row.code),
  receivedAt: String(row.received_at),
  late: Number(row.late) === 1,
  signingKey: String(row.signing_key),
  basedOn: String(row.based_on),
});

const toLogEntry = (row: Record<string, unknown>): Entry => ({
  submission: String(row.submission_id),
  number: Number(row.number),
  day: String(row.day),
  kind: row.kind as EntryKind,
  revision: Number(row.revision),
  note: String(row.note),
  entry: String(row.entry),
});
