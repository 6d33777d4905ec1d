/** The tables of either store, by one description: what a backup carries and what an audit reads. Sessions are nobody's to keep. */
export const tables = {
  questionnaires: { columns: ['hash', 'body'], key: ['hash'] },
  surveys: { columns: ['id', 'document', 'answered'], key: ['id'] },
  questionnaire_versions: {
    columns: ['form', 'number', 'hash', 'at', 'who', 'note', 'summary'],
    key: ['form', 'number'],
  },
  coordinators: { columns: ['name', 'password', 'role', 'surveys'], key: ['name'] },
  submissions: {
    columns: [
      'id',
      'revision',
      'survey_id',
      'questionnaire',
      'hash',
      'code',
      'received_at',
      'late',
      'signing_key',
      'based_on',
      'device',
      'review',
      'body',
    ],
    key: ['id', 'revision'],
  },
  submission_log: {
    columns: ['submission_id', 'number', 'day', 'kind', 'revision', 'note', 'entry'],
    key: ['submission_id', 'number'],
  },
  submission_media: {
    columns: ['submission_id', 'hash', 'size', 'type', 'received_at', 'signing_key'],
    key: ['submission_id', 'hash', 'size', 'type'],
  },
  standings: { columns: ['id', 'survey_id', 'standing', 'current', 'comment'], key: ['id'] },
  awaited_withdrawals: { columns: ['id', 'code', 'day'], key: ['id', 'code'] },
  survey_days: {
    columns: ['slot', 'survey_id', 'day', 'submissions', 'revisions', 'late', 'entries', 'sum'],
    key: ['slot', 'survey_id', 'day'],
  },
  enrolment_codes: {
    columns: ['code', 'survey_id', 'made_by', 'made_at', 'ends_at', 'uses', 'used', 'revoked'],
    key: ['code'],
  },
  devices: {
    columns: ['survey_id', 'id', 'name', 'code', 'enrolled_at', 'seen_on', 'retired_at', 'holds'],
    key: ['survey_id', 'id'],
  },
  device_tokens: { columns: ['token', 'survey_id', 'device_id'], key: ['token'] },
  office_log: { columns: ['number', 'at', 'who', 'did', 'about', 'entry'], key: ['number'] },
  invitation_batches: {
    columns: ['survey_id', 'id', 'name', 'made_by', 'made_at'],
    key: ['survey_id', 'id'],
  },
  invitations: {
    columns: ['token', 'survey_id', 'batch', 'number', 'label', 'used', 'submission'],
    key: ['token'],
  },
  invitations_open: { columns: ['survey_id', 'sealed'], key: ['survey_id'] },
  device_log: {
    columns: ['survey_id', 'device_id', 'number', 'day', 'kind', 'note', 'entry'],
    key: ['survey_id', 'device_id', 'number'],
  },
} as const satisfies Record<string, { columns: readonly string[]; key: readonly string[] }>;

export type TableName = keyof typeof tables;
export const tableNames = Object.keys(tables) as TableName[];

/** A table's values as text, in the order of its columns. */
export interface TableRow {
  readonly table: TableName;
  readonly values: readonly string[];
}

/** The same of an older program, whose tables had other columns. */
export interface OlderRow extends TableRow {
  readonly columns: readonly string[];
}

/** A store held still. */
export interface Snapshot {
  /** A table's rows in the order of its key. */
  rows(table: TableName): AsyncIterable<readonly string[]>;
}

/** Values by the names of their columns. */
export const named = <Name extends TableName>(
  table: Name,
  values: readonly string[],
): Record<(typeof tables)[Name]['columns'][number], string> =>
  Object.fromEntries(tables[table].columns.map((column, at) => [column, values[at] ?? ''])) as never;

/** A backup goes into an empty store only: it must not mix with what is there. */
export class NotEmpty extends Error {
  override name = 'NotEmpty';
}

/** Rows of the same table together, some hundred at a time. */
export async function* inPieces(
  rows: AsyncIterable<TableRow>,
  most: number,
): AsyncGenerator<{ table: TableName; rows: (readonly string[])[] }> {
  let piece: { table: TableName; rows: (readonly string[])[] } | undefined;
  for await (const { table, values } of rows) {
    if (piece && (piece.table !== table || piece.rows.length >= most)) {
      yield piece;
      piece = undefined;
    }
    piece ??= { table, rows: [] };
    piece.rows.push(values);
  }
  if (piece) yield piece;
}
