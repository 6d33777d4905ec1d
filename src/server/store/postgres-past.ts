/** Reads what is kept of some submissions, and writes the log under them. */
import type { ClientBase } from 'pg';
import type { Past, StandingRow } from './acts.ts';
import { addUp, type Counted, type DayFigures, type Entry } from './chain.ts';
import { toKeptRow, toLogEntry } from './rows.ts';

const slots = 16; // of every figure that all writers add to: so many transactions can count at once

/** Each in its turn, so that those who write at the same time write to different ones. */
export const nextSlot = (): number => {
  turn = (turn + 1) % slots;
  return turn;
};
let turn = Math.floor(Math.random() * slots); // other processes begin elsewhere

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
    text: `SELECT id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on,
             device, review
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

/**
 * Lines of the log with everything that is counted by them: one statement, one way to the database and back. Where the
 * tables are distributed, each has a statement of its own, since one that writes to two of them would be planned there as
 * one over all nodes.
 */
export async function note(
  client: ClientBase,
  counted: ReadonlyArray<Counted & { readonly entry: Entry }>,
  isDistributed: boolean,
): Promise<void> {
  if (counted.length === 0) return;
  const figures = figuresOf(addUp(counted), nextSlot());
  const lines = counted.flatMap(({ entry: it }) => [
    it.submission,
    it.number,
    it.day,
    it.kind,
    it.revision,
    it.note,
    it.entry,
  ]);
  const logging = `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     VALUES ${placeholders(counted.length, 7)}`;
  if (isDistributed) {
    await client.query({ name: `log-${counted.length}`, text: logging, values: lines });
    await client.query({
      name: `days-${figures.length}`,
      text: counting(figures.length, 0),
      values: figures.flat(),
    });
    return;
  }
  await client.query({
    name: `note-${counted.length}-${figures.length}`,
    text: `WITH logged AS (${logging}) ${counting(figures.length, lines.length)}`,
    values: [...lines, ...figures.flat()],
  });
}

/** Only the figures of the days: of lines that stand in a log of their own. */
export async function noteDays(client: ClientBase, counted: readonly Counted[]): Promise<void> {
  const figures = figuresOf(addUp(counted), nextSlot());
  const text = counting(figures.length, 0);
  await client.query({ name: `days-${figures.length}`, text, values: figures.flat() });
}

/** Days as rows of a slot; in an order, so that all writers wait in the same one. */
export const figuresOf = (days: ReadonlyMap<string, DayFigures>, slot: number) =>
  [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, it]) => [
      slot,
      it.survey,
      it.day,
      it.submissions,
      it.revisions,
      it.late,
      it.entries,
      it.sum.toString(),
    ]);

/** Adds so many days to the figures; its values stand after `from` others. */
export const counting = (days: number, from: number): string =>
  `INSERT INTO survey_days (slot, survey_id, day, submissions, revisions, late, entries, sum)
   VALUES ${placeholders(days, 8, from)}
   ON CONFLICT (slot, survey_id, day) DO UPDATE SET
     submissions = survey_days.submissions + excluded.submissions,
     revisions = survey_days.revisions + excluded.revisions, late = survey_days.late + excluded.late,
     entries = survey_days.entries + excluded.entries, sum = survey_days.sum + excluded.sum`;

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
