/** Figures in PostgreSQL. */
import type { ClientBase } from 'pg';
import { placeholders } from './postgres-past.ts';
import { type CountedRow, type KeptFigures, type ResultsLedger, slotOf } from './results.ts';
import { toToCount } from './rows.ts';

type Rows = (name: string, text: string, ...values: unknown[]) => Promise<Record<string, string>[]>;
type InTransaction = <Result>(act: (client: ClientBase) => Promise<Result>) => Promise<Result>;

const beforeAll = '00000000-0000-0000-0000-000000000000';
const atOnce = 1_000; // rows of a statement, which takes 65,535 values at most

/** Lines of a submission's log. */
const linesOf = '(SELECT count(*) FROM submission_log l WHERE l.submission_id = s.id)';

export const resultsLedger = (rows: Rows, inTransaction: InTransaction): ResultsLedger => ({
  async lines(survey) {
    const [logged] = await rows(
      'result-entries',
      'SELECT coalesce(sum(entries), 0) AS lines FROM survey_days WHERE survey_id = $1',
      survey,
    );
    const [devices] = await rows(
      'result-device-entries',
      'SELECT count(*) AS lines FROM device_log WHERE survey_id = $1',
      survey,
    );
    return Number(logged?.lines) - Number(devices?.lines);
  },
  async version(survey) {
    const [found] = await rows(
      'result-version',
      'SELECT version FROM results WHERE slot = $1 AND survey_id = $2',
      slotOf(survey),
      survey,
    );
    return Number(found?.version ?? 0);
  },
  async figures(survey) {
    const [found] = await rows(
      'result-figures',
      'SELECT version, head, live, release FROM results WHERE slot = $1 AND survey_id = $2',
      slotOf(survey),
      survey,
    );
    if (!found) return null;
    const { version, head = '', live = '', release = '' } = found;
    return { version: Number(version), head, live, release };
  },
  async toCount(ids) {
    const found = await rows(
      'result-to-count',
      `SELECT s.id, s.questionnaire, s.body, st.standing, r.entries AS counted, r.facts, ${linesOf} AS entries
       FROM submissions s LEFT JOIN standings st ON st.id = s.id LEFT JOIN result_rows r ON r.id = s.id
       WHERE s.id = ANY($1::uuid[]) AND (st.id IS NULL OR st.current = s.revision)`,
      [...ids],
    );
    return found.map(toToCount);
  },
  async behind(survey, after, most) {
    const found = await rows(
      'result-behind',
      `SELECT s.id FROM submissions s
       LEFT JOIN result_rows r ON r.id = s.id LEFT JOIN standings st ON st.id = s.id
       WHERE s.survey_id = $1 AND s.id > $2::uuid AND s.revision = 1
         AND (r.id IS NULL OR (st.id IS NOT NULL AND r.entries <> ${linesOf}))
       ORDER BY s.id LIMIT $3`,
      survey,
      after ?? beforeAll,
      most,
    );
    return found.map(({ id = '' }) => id);
  },
  async counted(survey, after, most) {
    const found = await rows(
      'result-counted',
      `SELECT id, entries, facts FROM result_rows WHERE survey_id = $1 AND id > $2::uuid
       ORDER BY id LIMIT $3`,
      survey,
      after ?? beforeAll,
      most,
    );
    return found.map(({ id = '', entries, facts = '' }) => ({ id, entries: Number(entries), facts }));
  },
  write: (survey, counted, figures) =>
    inTransaction(async (client) => {
      if (!(await writeFigures(client, survey, figures))) return false;
      await writeRows(client, survey, counted);
      return true;
    }),
  forget: (survey) =>
    inTransaction(async (client) => {
      await client.query('DELETE FROM result_rows WHERE survey_id = $1', [survey]);
      await client.query('DELETE FROM results WHERE survey_id = $1', [survey]);
    }),
});

async function writeFigures(
  client: ClientBase,
  survey: string,
  { version, head, live, release }: KeptFigures,
): Promise<boolean> {
  const slot = slotOf(survey);
  const { rowCount } =
    version === 0
      ? await client.query(
          `INSERT INTO results (slot, survey_id, version, head, live, release) VALUES ($1, $2, 1, $3, $4, $5)
           ON CONFLICT DO NOTHING`,
          [slot, survey, head, live, release],
        )
      : await client.query(
          `UPDATE results SET version = version + 1, head = $3, live = $4,
             release = CASE WHEN $5 = '' THEN release ELSE $5 END
           WHERE slot = $1 AND survey_id = $2 AND version = $6`,
          [slot, survey, head, live, release, version],
        );
  return rowCount === 1;
}

/** Sorted, so that two transactions with the same ids wait in the same order. */
async function writeRows(client: ClientBase, survey: string, counted: readonly CountedRow[]): Promise<void> {
  const sorted = [...counted].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (let from = 0; from < sorted.length; from += atOnce) {
    const some = sorted.slice(from, from + atOnce);
    await client.query(
      `INSERT INTO result_rows (id, survey_id, entries, facts) VALUES ${placeholders(some.length, 4)}
       ON CONFLICT (id) DO UPDATE SET entries = excluded.entries, facts = excluded.facts`,
      some.flatMap(({ id, entries, facts }) => [id, survey, entries, facts]),
    );
  }
}
