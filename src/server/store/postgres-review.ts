/** Lines of the table of submissions, in PostgreSQL. */
import type { ClientBase } from 'pg';
import { nextSlot, placeholders } from './postgres-past.ts';
import {
  changesWith,
  type Found,
  inMarks,
  joinMarks,
  mostLookedAt,
  mostMarked,
  type ReviewLedger,
  type ReviewRow,
  type Sought,
  toToReview,
} from './review.ts';

type Rows = (name: string, text: string, ...values: unknown[]) => Promise<Record<string, string>[]>;
type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

const beforeAll = '00000000-0000-0000-0000-000000000000';
const atOnce = 1_000; // rows of a statement, which takes 65,535 values at most
const linesOf = '(SELECT count(*) FROM submission_log l WHERE l.submission_id = s.id)';

export const reviewLedger = (rows: Rows, inTransaction: InTransaction): ReviewLedger => ({
  async toReview(ids) {
    const found = await rows(
      'to-review',
      `SELECT s.id, s.questionnaire, s.revision, s.code, s.late, s.device, s.body, st.standing, r.entries AS reviewed,
         (SELECT f.received_at FROM submissions f WHERE f.id = s.id AND f.revision = 1) AS first,
         CASE WHEN st.id IS NOT NULL THEN
           (SELECT l.kind FROM submission_log l WHERE l.submission_id = s.id ORDER BY l.number DESC LIMIT 1) END AS last,
         ${linesOf} AS entries
       FROM submissions s LEFT JOIN standings st ON st.id = s.id LEFT JOIN review_rows r ON r.id = s.id
       WHERE s.id = ANY($1::uuid[]) AND (st.id IS NULL OR st.current = s.revision)`,
      [...ids],
    );
    return found.map(toToReview);
  },
  async behind(survey, after, most) {
    const found = await rows(
      'behind-review',
      `SELECT s.id FROM submissions s
       LEFT JOIN review_rows r ON r.id = s.id LEFT JOIN standings st ON st.id = s.id
       WHERE s.survey_id = $1 AND s.id > $2::uuid AND s.revision = 1
         AND (r.id IS NULL OR (st.id IS NOT NULL AND r.entries <> ${linesOf}))
       ORDER BY s.id LIMIT $3`,
      survey,
      after ?? beforeAll,
      most,
    );
    return found.map(({ id = '' }) => id);
  },
  write: (survey, all) =>
    inTransaction(async (client) => {
      const sorted = [...all].sort((a, b) => (a.id < b.id ? -1 : 1)); // all writers wait in the same order
      for (let from = 0; from < sorted.length; from += atOnce)
        await write(client, survey, sorted.slice(from, from + atOnce));
    }),
  async counts(survey) {
    const found = await rows(
      'review-counts',
      'SELECT mark, sum(n) AS n FROM review_counts WHERE survey_id = $1 GROUP BY mark',
      survey,
    );
    return new Map(found.map(({ mark = '', n }) => [mark, Number(n)]));
  },
  async lines(survey, ids) {
    const found = await rows(
      'review-lines',
      `SELECT line FROM review_rows WHERE id = ANY($1::uuid[]) AND survey_id = $2 AND line <> ''
       ORDER BY at DESC, id DESC`,
      [...ids],
      survey,
    );
    return found.map(({ line = '' }) => line);
  },
  async having(survey, marks) {
    const found = await rows(
      'review-having',
      `SELECT mark, id FROM review_marks WHERE survey_id = $1 AND mark = ANY($2::text[]) LIMIT ${mostMarked}`,
      survey,
      [...marks],
    );
    return found.map(({ mark = '', id = '' }) => ({ mark, id }));
  },
  find: (survey, sought) => find(rows, survey, sought),
});

/**
 * Rows are locked before they are read: of two processes that write the same one, the second sees what the first has written. To lock
 * what is not there yet, a blank row is laid down first.
 */
async function write(client: ClientBase, survey: string, rows: readonly ReviewRow[]): Promise<void> {
  const insert = (values: unknown[][]) =>
    `INSERT INTO review_rows (id, survey_id, at, entries, line, marks) VALUES ${placeholders(values.length, 6)}`;
  const blank = rows.map(({ id, at }) => [id, survey, at, 0, '', '']);
  await client.query(`${insert(blank)} ON CONFLICT (id) DO NOTHING`, blank.flat());
  const { rows: kept } = await client.query<Record<string, string>>(
    'SELECT id, at, entries, marks FROM review_rows WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
    [rows.map(({ id }) => id)],
  );
  const known = new Map(kept.map((row) => [row.id, row]));
  const news = rows.flatMap((row) => {
    const { at, entries, marks = '' } = known.get(row.id) ?? {};
    const before = { at: Number(at), entries: Number(entries), marks };
    return before.entries > row.entries ? [] : [{ row, before }];
  });
  if (news.length === 0) return;
  const values = news.map(({ row: { id, at, entries, line, marks } }) => [
    id,
    survey,
    at,
    entries,
    line,
    joinMarks(marks),
  ]);
  await client.query(
    `${insert(values)} ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, line = excluded.line,
       marks = excluded.marks`,
    values.flat(),
  );
  const { added, removed, counted } = changesWith(news);
  await unmark(client, survey, removed);
  for (let from = 0; from < added.length; from += atOnce) {
    const some = added.slice(from, from + atOnce);
    await client.query(
      `INSERT INTO review_marks (survey_id, mark, at, id) VALUES ${placeholders(some.length, 4)} ON CONFLICT DO NOTHING`,
      some.flatMap(({ mark, at, id }) => [survey, mark, at, id]),
    );
  }
  if (counted.size === 0) return;
  const slot = nextSlot();
  const figures = [...counted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([mark, n]) => [slot, survey, mark, n]);
  await client.query(
    `INSERT INTO review_counts (slot, survey_id, mark, n) VALUES ${placeholders(figures.length, 4)}
     ON CONFLICT (slot, survey_id, mark) DO UPDATE SET n = review_counts.n + excluded.n`,
    figures.flat(),
  );
}

async function unmark(
  client: ClientBase,
  survey: string,
  removed: readonly { readonly mark: string; readonly at: number; readonly id: string }[],
): Promise<void> {
  for (const { mark, at, id } of removed)
    await client.query(
      'DELETE FROM review_marks WHERE survey_id = $1 AND mark = $2 AND at = $3 AND id = $4::uuid',
      [survey, mark, at, id],
    );
}

async function find(rows: Rows, survey: string, { marks, from, after, most }: Sought): Promise<Found> {
  const [first, ...others] = marks;
  const begin = [
    survey,
    after?.at ?? Number.MAX_SAFE_INTEGER,
    after?.id ?? beforeAll,
    from ?? Number.MIN_SAFE_INTEGER,
    ...(first === undefined ? [] : [first]),
  ];
  const looked = (columns: string, more: string) =>
    `SELECT ${columns} FROM ${first === undefined ? 'review_rows' : 'review_marks'} c
     WHERE c.survey_id = $1 AND (c.at, c.id) < ($2, $3::uuid) AND c.at >= $4
       ${first === undefined ? '' : 'AND c.mark = $5'}
     ORDER BY c.at DESC, c.id DESC ${more}`;
  const n = others.length;
  const [limit, ...places] = Array.from({ length: n + 1 }, (_, at) => `$${begin.length + at + 1}`);
  const fits = places.map((place) => `position(${place} IN r.marks) > 0`).join(' AND ') || 'TRUE';
  const found = await rows(
    `find-review-${first === undefined ? 'all' : 'marked'}-${n}`,
    `SELECT c.at, c.id, r.line FROM (${looked('c.at, c.id', `LIMIT ${mostLookedAt}`)}) c
     JOIN review_rows r ON r.id = c.id WHERE r.line <> '' AND ${fits} ORDER BY c.at DESC, c.id DESC LIMIT ${limit}`,
    ...begin,
    most,
    ...others.map(inMarks),
  );
  const lines = found.map(({ line = '' }) => line);
  const toPlace = (row: Record<string, string> | undefined) =>
    row ? { at: Number(row.at), id: row.id ?? '' } : null;
  if (lines.length === most) return { lines, next: toPlace(found.at(-1)) };
  const [end] = await rows(
    `end-of-review-${first === undefined ? 'all' : 'marked'}`,
    looked('c.at, c.id', `OFFSET ${mostLookedAt - 1} LIMIT 1`),
    ...begin,
  );
  return { lines, next: toPlace(end) };
}
