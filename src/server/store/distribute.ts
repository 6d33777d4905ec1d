/** Beyond one machine: which table goes where. docs/scale.md says why, and what it gave. */
import type { ClientBase } from 'pg';

/** `citus` spreads the tables over its nodes; `yugabyte` (and its like) does so by itself, and only wants statements to fit. */
export const distributions = ['citus', 'yugabyte'] as const;
export type Distribution = (typeof distributions)[number];

/** All that belongs to a submission lies on one node; figures that everyone adds to lie by slot; small things lie everywhere. */
export const placement = {
  bySubmission: {
    submissions: 'id',
    submission_log: 'submission_id',
    standings: 'id',
    submission_media: 'submission_id',
    awaited_withdrawals: 'id',
    result_rows: 'id',
    review_rows: 'id',
    review_marks: 'id',
  },
  bySlot: { survey_days: 'slot', results: 'slot', review_counts: 'slot' },
  everywhere: [
    'questionnaires',
    'questionnaire_versions',
    'surveys',
    'coordinators',
    'sessions',
    'enrolment_codes',
    'devices',
    'device_tokens',
    'device_log',
    'office_log',
    'invitation_batches',
    'invitations',
    'invitations_open',
  ],
} as const;

/** The statements that place the tables, in order. */
export function placing(): { table: string; sql: string }[] {
  const spread = (tables: Record<string, string>) => {
    const [first = ''] = Object.keys(tables);
    return Object.entries(tables).map(([table, column]) => ({
      table,
      sql: `SELECT create_distributed_table('${table}', '${column}', colocate_with => '${table === first ? 'none' : first}')`,
    }));
  };
  return [
    ...placement.everywhere.map((table) => ({ table, sql: `SELECT create_reference_table('${table}')` })),
    ...spread(placement.bySubmission),
    ...spread(placement.bySlot),
  ];
}

/** Spreads what is not spread yet, with the rows in it. Without the extension the tables stay on this machine. */
export async function distribute(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 FROM pg_extension WHERE extname = 'citus'`);
  if (!rowCount) return;
  const { rows } = await client.query<{ table: string }>(
    'SELECT logicalrelid::text AS table FROM pg_dist_partition',
  );
  const done = new Set(rows.map(({ table }) => table));
  for (const { table, sql } of placing()) if (!done.has(table)) await client.query(sql);
}
