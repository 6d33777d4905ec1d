/** Reads everything and trusts nothing: does each row say what the log says, and the log what its days say? */
import { type MediaFile, receiptCode, type Submission } from '../submission/index.ts';
import { auditDevices } from './auditDevices.ts';
import { auditOffice } from './auditOffice.ts';
import {
  addUp,
  commentHashOf,
  type DayFigures,
  type DayLink,
  type Entry,
  type EntryKind,
  hashOf,
  type KeptRow,
  linkDays,
  named,
  replay,
  type Snapshot,
  toEntry,
} from './store/index.ts';

export interface Fault {
  /** The table, and what in it is not as it was. */
  readonly what: string;
  /** The row. */
  readonly where: string;
}

export interface Audit {
  readonly submissions: number;
  readonly revisions: number;
  readonly entries: number;
  /** The chain of days: the last link stands for all. */
  readonly days: readonly DayLink[];
  readonly faults: readonly Fault[];
}

const mostFaults = 1000; // in memory; one is enough to know

export async function audit(snapshot: Snapshot): Promise<Audit> {
  const faults: Fault[] = [];
  const blame = (what: string, where: string) => {
    if (faults.length < mostFaults) faults.push({ what, where });
  };
  const figures = new Map<string, DayFigures>();
  const media = groups(snapshot.rows('submission_media'));
  let listed = await media.next();
  const standings = new Map<string, string>();
  for await (const values of snapshot.rows('standings'))
    standings.set(values[0] ?? '', JSON.stringify(values));

  let submissions = 0;
  let revisions = 0;
  let entries = 0;
  for await (const { id, rows, log } of together(snapshot)) {
    submissions += rows.length > 0 ? 1 : 0;
    revisions += rows.length;
    entries += log.length;
    checkSubmission(id, rows, log, standings.get(id), blame);
    standings.delete(id);
    while (!listed.done && listed.value.id < id) {
      blame('submission_media: a submission that is not there', listed.value.id);
      listed = await media.next();
    }
    const own = !listed.done && listed.value.id === id ? listed.value.all : [];
    checkMedia(id, rows, log, own, blame);
    if (own.length > 0) listed = await media.next();
    const first = rows[0];
    addUp(
      log.map((entry) => ({
        entry,
        survey: first?.survey ?? '',
        late: rows.find(({ revision }) => revision === entry.revision)?.late ?? false,
      })),
      figures,
    );
  }
  entries += await auditDevices(snapshot, figures, blame);
  entries += await auditOffice(snapshot, blame);
  if (!listed.done) blame('submission_media: a submission that is not there', listed.value.id);
  for (const id of standings.keys()) blame('standings: a submission that is not there', id);
  await checkDays(snapshot, figures, blame);
  for await (const [hash = '', body = ''] of snapshot.rows('questionnaires')) {
    if (hashOf(body) !== hash) blame('questionnaires: body', hash);
  }
  return { submissions, revisions, entries, days: linkDays(figures.values()), faults };
}

export type Blame = (what: string, where: string) => void;
type AuditedRow = KeptRow & { readonly body: string };

function checkSubmission(
  id: string,
  rows: readonly AuditedRow[],
  log: readonly Entry[],
  standing: string | undefined,
  blame: Blame,
): void {
  let before = '';
  for (const [at, line] of log.entries()) {
    const row = line.kind === 'kept' ? rows.find(({ revision }) => revision === line.revision) : undefined;
    if (line.number !== at + 1) blame('submission_log: a line is missing before', `${id} ${line.number}`);
    if (line.kind === 'kept' && !row) blame('submissions: a revision is missing', `${id} ${line.revision}`);
    else if (toEntry(before, line, row).entry !== line.entry) {
      blame('submission_log: entry, or what it stands over', `${id} ${line.number}`);
    }
    before = line.entry;
  }
  const { standing: now, current } = replay(rows, log);
  for (const [at, row] of rows.entries()) {
    const where = `${id} ${row.revision}`;
    if (row.revision !== at + 1) blame('submissions: a revision is missing before', where);
    const times = log.filter(({ kind, revision }) => kind === 'kept' && revision === row.revision).length;
    if (times !== 1) blame('submission_log: no line of its own for', where);
    if (row.code !== receiptCode(id, row.hash)) blame('submissions: code', where);
    const isAsKept = now === 'withdrawn' ? row.body === '' : hashOf(row.body) === row.hash;
    if (!isAsKept) blame('submissions: body', where);
  }
  if (rows.length === 0) return;
  const survey = rows[0]?.survey ?? '';
  if (rows.some((row) => row.survey !== survey)) blame('submissions: two surveys under one id', id);
  if (log.length === 1 && now === 'received' && standing === undefined) return;
  const [, saidSurvey, saidStanding, saidCurrent, comment = ''] = standing
    ? (JSON.parse(standing) as string[])
    : [];
  const commentHash = commentHashOf(log, { standing: now });
  const isSame =
    saidSurvey === survey &&
    saidStanding === now &&
    saidCurrent === String(current) &&
    (commentHash === '' ? comment === '' : hashOf(comment) === commentHash);
  if (!isSame) blame('standings: not what the log says', id);
}

/** The files that are listed are those that the bodies list, over all revisions. */
function checkMedia(
  id: string,
  rows: readonly AuditedRow[],
  log: readonly Entry[],
  listed: ReadonlyArray<readonly string[]>,
  blame: Blame,
): void {
  if (replay(rows, log).standing === 'withdrawn') return; // forgotten when they are erased
  const said = new Set(
    rows.flatMap(({ body }) => mediaIn(body)).map(({ hash, size, type }) => `${hash} ${size} ${type}`),
  );
  const kept = new Set(
    listed.map((values) => named('submission_media', values)).map((it) => `${it.hash} ${it.size} ${it.type}`),
  );
  const isSame = said.size === kept.size && [...said].every((file) => kept.has(file));
  if (!isSame) blame('submission_media: not what the submission lists', id);
}

function mediaIn(body: string): readonly MediaFile[] {
  if (!body.includes('"media"')) return []; // most have none, and reading them all takes long
  try {
    const { media } = JSON.parse(body) as Partial<Submission>;
    return Array.isArray(media) ? media : [];
  } catch {
    return []; // changed, and blamed for it by its hash
  }
}

async function checkDays(
  snapshot: Snapshot,
  figures: ReadonlyMap<string, DayFigures>,
  blame: Blame,
): Promise<void> {
  const kept = new Map<string, bigint[]>();
  for await (const [, survey = '', day = '', ...numbers] of snapshot.rows('survey_days')) {
    const key = `${survey} ${day}`;
    const before = kept.get(key) ?? [0n, 0n, 0n, 0n, 0n];
    kept.set(
      key,
      before.map((sum, at) => sum + toBigInt(numbers[at])),
    );
  }
  for (const key of new Set([...kept.keys(), ...figures.keys()])) {
    const it = figures.get(key);
    const counted = it ? [it.submissions, it.revisions, it.late, it.entries, it.sum] : [];
    const said = kept.get(key) ?? [];
    const isSame =
      said.length === counted.length && said.every((sum, at) => sum === BigInt(counted[at] ?? -1));
    if (!isSame) blame('survey_days: not the sum of its log', key);
  }
}

const toBigInt = (text = ''): bigint => (/^\d+$/.test(text) ? BigInt(text) : -1n);

interface Group {
  readonly id: string;
  readonly rows: AuditedRow[];
  readonly log: Entry[];
}

/** Rows and log side by side, one submission at a time: both come in the order of the ids. */
async function* together(snapshot: Snapshot): AsyncGenerator<Group> {
  const rows = groups(snapshot.rows('submissions'));
  const lines = groups(snapshot.rows('submission_log'));
  let [row, line] = [await rows.next(), await lines.next()];
  while (!row.done || !line.done) {
    const rowId = row.done ? undefined : row.value.id;
    const lineId = line.done ? undefined : line.value.id;
    const id = lineId === undefined || (rowId !== undefined && rowId < lineId) ? (rowId ?? '') : lineId;
    const group: Group = { id, rows: [], log: [] };
    if (!row.done && row.value.id === id) {
      group.rows.push(...row.value.all.map(toAuditedRow));
      row = await rows.next();
    }
    if (!line.done && line.value.id === id) {
      group.log.push(...line.value.all.map(toLine));
      line = await lines.next();
    }
    yield group;
  }
}

async function* groups(
  all: AsyncIterable<readonly string[]>,
): AsyncGenerator<{ id: string; all: (readonly string[])[] }, undefined> {
  let group: { id: string; all: (readonly string[])[] } | undefined;
  for await (const values of all) {
    const [id = ''] = values;
    if (group && group.id !== id) yield group;
    if (group?.id !== id) group = { id, all: [] };
    group?.all.push(values);
  }
  if (group) yield group;
}

function toAuditedRow(values: readonly string[]): AuditedRow {
  const row = named('submissions', values);
  return {
    revision: Number(row.revision),
    survey: row.survey_id,
    questionnaire: row.questionnaire,
    hash: row.hash,
    code: row.code,
    receivedAt: row.received_at,
    late: row.late === '1',
    signingKey: row.signing_key,
    basedOn: row.based_on,
    device: row.device,
    review: row.review === '1',
    body: row.body,
  };
}

function toLine(values: readonly string[]): Entry {
  const {
    submission_id: submission,
    number,
    day,
    kind,
    revision,
    note,
    entry,
  } = named('submission_log', values);
  return {
    submission,
    number: Number(number),
    day,
    kind: kind as EntryKind,
    revision: Number(revision),
    note,
    entry,
  };
}
