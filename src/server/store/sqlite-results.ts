/** Figures in the embedded store. */
import { type CountedRow, type KeptFigures, slotOf, type ToCount } from './results.ts';
import { toToCount } from './rows.ts';
import type { Connection } from './sqlite-ledger.ts';

type Row = Record<string, string | number | null>;

export function openResultActs(db: Connection, inTransaction: <Result>(act: () => Result) => Result) {
  const statements = {
    lines: db.prepare(
      `SELECT (SELECT coalesce(sum(entries), 0) FROM survey_days WHERE survey_id = ?)
         - (SELECT count(*) FROM device_log WHERE survey_id = ?) AS lines`,
    ),
    figures: db.prepare('SELECT version, head, live, release FROM results WHERE slot = ? AND survey_id = ?'),
    version: db.prepare('SELECT version FROM results WHERE slot = ? AND survey_id = ?'),
    toCount: db.prepare(
      `SELECT s.id, s.questionnaire, s.body, st.standing, r.entries AS counted, r.facts,
         (SELECT count(*) FROM submissions l WHERE l.id = s.id)
         + (SELECT count(*) FROM submission_acts a WHERE a.submission_id = s.id) AS entries
       FROM json_each(?) asked JOIN submissions s ON s.id = asked.value
       LEFT JOIN standings st ON st.id = s.id LEFT JOIN result_rows r ON r.id = s.id
       WHERE st.id IS NULL OR st.current = s.revision`,
    ),
    behind: db.prepare(
      `SELECT s.id FROM submissions s LEFT JOIN result_rows r ON r.id = s.id LEFT JOIN standings st ON st.id = s.id
       WHERE s.survey_id = ? AND s.id > ? AND s.revision = 1
         AND (r.id IS NULL OR (st.id IS NOT NULL AND r.entries <>
           (SELECT count(*) FROM submissions l WHERE l.id = s.id)
           + (SELECT count(*) FROM submission_acts a WHERE a.submission_id = s.id)))
       ORDER BY s.id LIMIT ?`,
    ),
    counted: db.prepare(
      'SELECT id, entries, facts FROM result_rows WHERE survey_id = ? AND id > ? ORDER BY id LIMIT ?',
    ),
    begin: db.prepare(
      `INSERT INTO results (slot, survey_id, version, head, live, release) VALUES (?, ?, 1, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    ),
    goOn: db.prepare(
      `UPDATE results SET version = version + 1, head = ?, live = ?,
         release = CASE WHEN ? = '' THEN release ELSE ? END
       WHERE slot = ? AND survey_id = ? AND version = ?`,
    ),
    keep: db.prepare(
      `INSERT INTO result_rows (id, survey_id, entries, facts) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, facts = excluded.facts`,
    ),
  };
  return {
    resultLines: (survey: string) => Number((statements.lines.get(survey, survey) as Row | undefined)?.lines),
    resultVersion: (survey: string) =>
      Number((statements.version.get(slotOf(survey), survey) as Row | undefined)?.version ?? 0),
    resultFigures(survey: string): KeptFigures | null {
      const row = statements.figures.get(slotOf(survey), survey) as Row | undefined;
      if (!row) return null;
      const { version, head, live, release } = row;
      return {
        version: Number(version),
        head: String(head),
        live: String(live),
        release: String(release),
      };
    },
    toCount: (ids: readonly string[]): ToCount[] =>
      (statements.toCount.all(JSON.stringify(ids)) as Row[]).map(toToCount),
    behindResults: (survey: string, after: string | null, most: number): string[] =>
      (statements.behind.all(survey, after ?? '', most) as Row[]).map(({ id }) => String(id)),
    countedRows: (survey: string, after: string | null, most: number): CountedRow[] =>
      (statements.counted.all(survey, after ?? '', most) as Row[]).map(({ id, entries, facts }) => ({
        id: String(id),
        entries: Number(entries),
        facts: String(facts),
      })),
    writeResults(survey: string, rows: readonly CountedRow[], figures: KeptFigures): boolean {
      const isErased = rows.some(({ facts }) => facts === '');
      if (isErased) db.exec('PRAGMA secure_delete = ON'); // of a withdrawn submission nothing may be left in the file
      const written = inTransaction(() => {
        const { version, head, live, release } = figures;
        const slot = slotOf(survey);
        const { changes } =
          version === 0
            ? statements.begin.run(slot, survey, head, live, release)
            : statements.goOn.run(head, live, release, release, slot, survey, version);
        if (Number(changes) !== 1) return false;
        for (const { id, entries, facts } of rows) statements.keep.run(id, survey, entries, facts);
        return true;
      });
      if (isErased) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return written;
    },
    forgetResults(survey: string): void {
      inTransaction(() => {
        db.prepare('DELETE FROM result_rows WHERE survey_id = ?').run(survey);
        db.prepare('DELETE FROM results WHERE survey_id = ?').run(survey);
      });
    },
  };
}
