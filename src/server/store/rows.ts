/** A submission's rows and the lines of its log, as either database gives them: numbers may be text, a truth a number. */
import type { KeptRow } from './acts.ts';
import type { Entry, EntryKind } from './chain.ts';
import type { ToCount } from './results.ts';

export const toKeptRow = (row: Record<string, unknown>): KeptRow => ({
  revision: Number(row.revision),
  survey: String(row.survey_id),
  questionnaire: String(row.questionnaire),
  hash: String(row.hash),
  code: String(row.code),
  receivedAt: String(row.received_at),
  late: Number(row.late) === 1,
  signingKey: String(row.signing_key),
  basedOn: String(row.based_on),
  device: String(row.device),
  review: Number(row.review) === 1,
});

export const toLogEntry = (row: Record<string, unknown>): Entry => ({
  submission: String(row.submission_id),
  number: Number(row.number),
  day: String(row.day),
  kind: row.kind as EntryKind,
  revision: Number(row.revision),
  note: String(row.note),
  entry: String(row.entry),
});

export const toToCount = (row: Record<string, unknown>): ToCount => ({
  id: String(row.id),
  standing: (row.standing ?? 'received') as ToCount['standing'],
  entries: Number(row.entries),
  questionnaire: String(row.questionnaire),
  body: String(row.body),
  counted:
    row.counted === null || row.counted === undefined
      ? null
      : { id: String(row.id), entries: Number(row.counted), facts: String(row.facts) },
});
