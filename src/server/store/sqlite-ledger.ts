/** Submissions and the log under them, in SQLite. Everything here runs inside a transaction of the thread's. */
import type { DatabaseSync } from 'node:sqlite';
import type { StandingKind } from '../../submission/index.ts';
import {
  type Act,
  type Done,
  decide,
  type KeptRow,
  nextEntry,
  type StandingRow,
  standingOf,
} from './acts.ts';
import { type Entry, type EntryKind, sumsOf, toEntry } from './chain.ts';
import { replay } from './replay.ts';
import { type History, type Incoming, type Kept, mostRevisions } from './store.ts';

type Row = Record<string, string | number>;

export function openLedger(db: DatabaseSync) {
  const statements = prepare(db);

  function keepAll(group: readonly Incoming[]): Kept[] {
    const tallies = new Map<string, { submissions: number; revisions: number; late: number }>();
    const fresh: Entry[] = [];
    const kept = group.map((incoming) => {
      const outcome = keepOne(incoming, fresh);
      if (outcome.isNew) {
        const tally = tallies.get(incoming.survey) ?? { submissions: 0, revisions: 0, late: 0 };
        tallies.set(incoming.survey, tally);
        if (outcome.revision > 1) tally.revisions++;
        else {
          tally.submissions++;
          if (incoming.late) tally.late++;
        }
      }
      return outcome.kept;
    });
    for (const [survey, { submissions, revisions, late }] of tallies) {
      statements.count.run(survey, submissions, revisions, late);
    }
    sum(fresh);
    return kept;
  }

  function keepOne(incoming: Incoming, fresh: Entry[]): { kept: Kept; isNew: boolean; revision: number } {
    const { id, survey, hash, receivedAt, signingKey } = incoming;
    const earlier = (statements.rows.all(id) as Row[]).map(toKeptRow);
    const old = (kept: Kept) => ({ kept, isNew: false, revision: 0 });
    if (earlier.some((row) => row.survey !== survey)) return old({ kind: 'other-survey' });
    const same = earlier.find((row) => row.hash === hash);
    if (same) {
      const { revision, receivedAt, signingKey } = same;
      return old({ kind: 'kept', revision, receivedAt, signingKey });
    }
    if (earlier.length >= mostRevisions) return old({ kind: 'too-many' });
    const revision = earlier.length + 1;
    const said = { day: incoming.day, kind: 'kept', revision, note: '' } as const;
    if (revision === 1) {
      insert(incoming, 1, incoming.body);
      const entry = toEntry('', { submission: id, number: 1, ...said }, incoming);
      write(entry);
      fresh.push(entry);
    } else {
      const log = logOf(id);
      const isWithdrawn = replay(earlier, log).standing === 'withdrawn';
      insert(incoming, revision, isWithdrawn ? '' : incoming.body);
      const entry = nextEntry(id, log, said, incoming);
      write(entry);
      fresh.push(entry);
      const rows = [...earlier, { ...incoming, revision }];
      stand(standingOf(id, { rows, log, comment: '' }, entry, commentOf(id)));
    }
    return { kept: { kind: 'kept', revision, receivedAt, signingKey }, isNew: true, revision };
  }

  function act(id: string, act: Act, day: string): Done {
    const rows = (statements.rows.all(id) as Row[]).map(toKeptRow);
    const { done, change } = decide(id, { rows, log: logOf(id), comment: commentOf(id) }, act, day);
    if (change) {
      write(change.entry);
      sum([change.entry]);
      stand(change.standing);
      if (act.kind === 'withdrawn') statements.erase.run(id);
    }
    return done;
  }

  function history(id: string): History | null {
    const rows = (statements.rows.all(id) as Row[]).map(toKeptRow);
    if (rows.length === 0) return null;
    const bodies = (statements.bodies.all(id) as Row[]).map(({ body }) => String(body));
    return { id, rows, log: logOf(id), comment: commentOf(id), bodies };
  }

  function insert(it: Incoming, revision: number, body: string): void {
    const { id, survey, questionnaire, hash, code, receivedAt, late, signingKey, basedOn } = it;
    statements.insert.run(
      id,
      revision,
      survey,
      questionnaire,
      hash,
      code,
      receivedAt,
      late ? 1 : 0,
      signingKey,
      basedOn,
      body,
    );
  }
  const logOf = (id: string): Entry[] => (statements.log.all(id) as Row[]).map(toLogEntry);
  const commentOf = (id: string): string =>
    String((statements.comment.get(id) as Row | undefined)?.comment ?? '');
  const write = ({ submission, number, day, kind, revision, note, entry }: Entry): void =>
    void statements.write.run(submission, number, day, kind, revision, note, entry);
  const stand = ({ id, survey, standing, current, comment }: StandingRow): void =>
    void statements.stand.run(id, survey, standing, current, comment);

  /** SQLite has no numbers of this length; one writer at a time makes reading first safe. */
  function sum(entries: readonly Entry[]): void {
    for (const [day, added] of sumsOf(entries)) {
      const before = statements.sumOf.get(day) as Row | undefined;
      const all = added.sum + BigInt(before?.sum ?? 0);
      statements.sum.run(day, added.entries + Number(before?.entries ?? 0), all.toString());
    }
  }

  return {
    keepAll,
    act,
    history,
    sum,
    write,
    idsByCode: (code: string) => (statements.byCode.all(code) as Row[]).map(({ id }) => String(id)),
    standings: (survey: string, standing: StandingKind, after: string | null, most: number): StandingRow[] =>
      (statements.standings.all(survey, standing, after ?? '', most) as Row[]).map((row) => ({
        id: String(row.id),
        survey,
        standing,
        current: Number(row.current),
        comment: String(row.comment),
      })),
  };
}

const prepare = (db: DatabaseSync) => ({
  rows: db.prepare(
    `SELECT revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on
     FROM submissions WHERE id = ? ORDER BY revision`,
  ),
  bodies: db.prepare('SELECT body FROM submissions WHERE id = ? ORDER BY revision'),
  log: db.prepare('SELECT * FROM submission_log WHERE submission_id = ? ORDER BY number'),
  comment: db.prepare('SELECT comment FROM standings WHERE id = ?'),
  insert: db.prepare(
    `INSERT INTO submissions
       (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  write: db.prepare(
    `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ),
  stand: db.prepare(
    `INSERT INTO standings (id, survey_id, standing, current, comment) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, current = excluded.current,
       comment = excluded.comment`,
  ),
  erase: db.prepare(`UPDATE submissions SET body = '' WHERE id = ?`),
  count: db.prepare(
    `INSERT INTO survey_counts (survey_id, slot, submissions, revisions, late) VALUES (?, 0, ?, ?, ?)
     ON CONFLICT (survey_id, slot) DO UPDATE SET submissions = submissions + excluded.submissions,
       revisions = revisions + excluded.revisions, late = late + excluded.late`,
  ),
  sumOf: db.prepare('SELECT entries, sum FROM log_sums WHERE slot = 0 AND day = ?'),
  sum: db.prepare(
    `INSERT INTO log_sums (slot, day, entries, sum) VALUES (0, ?, ?, ?)
     ON CONFLICT (slot, day) DO UPDATE SET entries = excluded.entries, sum = excluded.sum`,
  ),
  byCode: db.prepare('SELECT DISTINCT id FROM submissions WHERE code = ? LIMIT 2'),
  standings: db.prepare(
    `SELECT id, current, comment FROM standings WHERE survey_id = ? AND standing = ? AND id > ?
     ORDER BY id LIMIT ?`,
  ),
});

const toKeptRow = (row: Row): KeptRow => ({
  revision: Number(row.revision),
  survey: String(row.survey_id),
  questionnaire: String(row.questionnaire),
  hash: String(row.hash),
  code: String(row.code),
  receivedAt: String(row.received_at),
  late: row.late === 1,
  signingKey: String(row.signing_key),
  basedOn: String(row.based_on),
});

const toLogEntry = (row: Row): Entry => ({
  submission: String(row.submission_id),
  number: Number(row.number),
  day: String(row.day),
  kind: row.kind as EntryKind,
  revision: Number(row.revision),
  note: String(row.note),
  entry: String(row.entry),
});
