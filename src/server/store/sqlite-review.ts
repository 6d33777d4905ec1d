/** Lines of the table of submissions, in the embedded store. */
import {
  changesWith,
  type Found,
  inMarks,
  joinMarks,
  type Marked,
  mostLookedAt,
  mostMarked,
  type ReviewRow,
  type Sought,
  type ToReview,
  toToReview,
} from './review.ts';
import type { Connection } from './sqlite-ledger.ts';

type Row = Record<string, string | number | null>;

const entriesOf = `(SELECT count(*) FROM submissions l WHERE l.id = s.id)
  + (SELECT count(*) FROM submission_acts a WHERE a.submission_id = s.id)`;

export function openReviewActs(db: Connection, inTransaction: <Result>(act: () => Result) => Result) {
  const statements = {
    toReview: db.prepare(
      `SELECT s.id, s.questionnaire, s.revision, s.code, s.late, s.device, s.body, st.standing, r.entries AS reviewed,
         (SELECT f.received_at FROM submissions f WHERE f.id = s.id AND f.revision = 1) AS first,
         CASE WHEN st.id IS NOT NULL THEN
           (SELECT l.kind FROM submission_log l WHERE l.submission_id = s.id ORDER BY l.number DESC LIMIT 1) END AS last,
         ${entriesOf} AS entries
       FROM json_each(?) asked JOIN submissions s ON s.id = asked.value
       LEFT JOIN standings st ON st.id = s.id LEFT JOIN review_rows r ON r.id = s.id
       WHERE st.id IS NULL OR st.current = s.revision`,
    ),
    behind: db.prepare(
      `SELECT s.id FROM submissions s LEFT JOIN review_rows r ON r.id = s.id LEFT JOIN standings st ON st.id = s.id
       WHERE s.survey_id = ? AND s.id > ? AND s.revision = 1
         AND (r.id IS NULL OR (st.id IS NOT NULL AND r.entries <> ${entriesOf}))
       ORDER BY s.id LIMIT ?`,
    ),
    before: db.prepare('SELECT at, entries, marks FROM review_rows WHERE id = ?'),
    keep: db.prepare(
      `INSERT INTO review_rows (id, survey_id, at, entries, line, marks) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, line = excluded.line, marks = excluded.marks`,
    ),
    mark: db.prepare(
      'INSERT INTO review_marks (survey_id, mark, at, id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    unmark: db.prepare('DELETE FROM review_marks WHERE survey_id = ? AND mark = ? AND at = ? AND id = ?'),
    count: db.prepare(
      `INSERT INTO review_counts (slot, survey_id, mark, n) VALUES (0, ?, ?, ?)
       ON CONFLICT (slot, survey_id, mark) DO UPDATE SET n = n + excluded.n`,
    ),
    counts: db.prepare('SELECT mark, n FROM review_counts WHERE slot = 0 AND survey_id = ?'),
    having: db.prepare(
      `SELECT mark, id FROM review_marks WHERE survey_id = ? AND mark IN (SELECT value FROM json_each(?))
       LIMIT ${mostMarked}`,
    ),
    lines: db.prepare(
      `SELECT r.line FROM json_each(?) asked JOIN review_rows r ON r.id = asked.value
       WHERE r.survey_id = ? ORDER BY r.at DESC, r.id DESC`,
    ),
  };

  return {
    toReview: (ids: readonly string[]): ToReview[] =>
      (statements.toReview.all(JSON.stringify(ids)) as Row[]).map(toToReview),
    behindReview: (survey: string, after: string | null, most: number): string[] =>
      (statements.behind.all(survey, after ?? '', most) as Row[]).map(({ id }) => String(id)),
    writeReview(survey: string, rows: readonly ReviewRow[]): void {
      const isErased = rows.some(({ marks }) => marks.includes('s:withdrawn'));
      if (isErased) db.exec('PRAGMA secure_delete = ON'); // of a withdrawn submission nothing may be left in the file
      inTransaction(() => write(survey, rows));
      if (isErased) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    reviewCounts: (survey: string): Map<string, number> =>
      new Map((statements.counts.all(survey) as Row[]).map(({ mark, n }) => [String(mark), Number(n)])),
    reviewLines: (survey: string, ids: readonly string[]): string[] =>
      (statements.lines.all(JSON.stringify(ids), survey) as Row[]).map(({ line }) => String(line)),
    reviewMarked: (survey: string, marks: readonly string[]): Marked[] =>
      (statements.having.all(survey, JSON.stringify(marks)) as Row[]).map(({ mark, id }) => ({
        mark: String(mark),
        id: String(id),
      })),
    findReview: find,
  };

  function write(survey: string, rows: readonly ReviewRow[]): void {
    const news = rows.flatMap((row) => {
      const kept = statements.before.get(row.id) as Row | undefined;
      const before = kept && {
        at: Number(kept.at),
        entries: Number(kept.entries),
        marks: String(kept.marks),
      };
      return before && before.entries > row.entries ? [] : [{ row, before }];
    });
    for (const { row } of news)
      statements.keep.run(row.id, survey, row.at, row.entries, row.line, joinMarks(row.marks));
    const { added, removed, counted } = changesWith(news);
    for (const { mark, at, id } of removed) statements.unmark.run(survey, mark, at, id);
    for (const { mark, at, id } of added) statements.mark.run(survey, mark, at, id);
    for (const [mark, n] of counted) statements.count.run(survey, mark, n);
  }

  function find(survey: string, { marks, from, after, most }: Sought): Found {
    const [first, ...others] = marks;
    const begin = { at: after?.at ?? Number.MAX_SAFE_INTEGER, id: after?.id ?? '' };
    const looked = db.prepare(
      `SELECT c.id, c.at FROM ${first === undefined ? 'review_rows' : 'review_marks'} c
       WHERE c.survey_id = :survey ${first === undefined ? '' : 'AND c.mark = :mark'}
         AND (c.at, c.id) < (:at, :id) AND c.at >= :from
       ORDER BY c.at DESC, c.id DESC LIMIT ${mostLookedAt}`,
    );
    const row = db.prepare('SELECT line, marks FROM review_rows WHERE id = ?');
    const lines: string[] = [];
    let last: { at: number; id: string } | null = null;
    let seen = 0;
    for (const one of looked.iterate({
      survey,
      ...(first !== undefined && { mark: first }),
      ...begin,
      from: from ?? Number.MIN_SAFE_INTEGER,
    }) as Iterable<Row>) {
      seen++;
      last = { at: Number(one.at), id: String(one.id) };
      const kept = row.get(last.id) as Row | undefined;
      if (!kept || !others.every((mark) => String(kept.marks).includes(inMarks(mark)))) continue;
      lines.push(String(kept.line));
      if (lines.length === most) return { lines, next: last };
    }
    return { lines, next: seen === mostLookedAt ? last : null };
  }
}
