/** Submissions and the log under them, in SQLite. Everything here runs inside a transaction of the thread's. */
import type { DatabaseSync } from 'node:sqlite';
import type { StandingKind } from '../../submission/index.ts';
import { type Act, type Done, decide, nextEntry, type StandingRow, standingOf } from './acts.ts';
import { addUp, type Counted, type Entry } from './chain.ts';
import type { ListedFile } from './media.ts';
import { replay } from './replay.ts';
import { toKeptRow, toLogEntry } from './rows.ts';
import { type History, type Incoming, type Kept, mostRevisions } from './store.ts';

/** As much of a database as the acts need. */
export type Connection = Pick<DatabaseSync, 'exec' | 'prepare' | 'isTransaction' | 'close'>;

type Row = Record<string, string | number>;

/** `listMedia` writes down the files that a submission lists, in the same transaction. */
export function openLedger(
  db: Connection,
  listMedia: (submission: string, media: readonly ListedFile[]) => void,
) {
  const statements = prepare(db);

  function keepAll(group: readonly Incoming[]): Kept[] {
    const fresh: Counted[] = [];
    const kept = group.map((incoming) => keepOne(incoming, fresh));
    count(fresh);
    return kept;
  }

  /** Nearly all are new: then one statement says so and keeps it. */
  function keepOne(incoming: Incoming, fresh: Counted[]): Kept {
    const { id, survey, receivedAt, signingKey, late, review } = incoming;
    const entry = nextEntry(id, [], keeping(incoming, 1), incoming);
    if (!insert(incoming, entry, incoming.body)) return keepAgain(incoming, fresh);
    if (incoming.media) listMedia(id, incoming.media);
    fresh.push({ entry, survey, late });
    if (review) {
      const rows = [{ ...incoming, revision: 1 }];
      stand(standingOf(id, { rows, log: [], comment: '' }, entry, ''));
    }
    return { kind: 'kept', revision: 1, receivedAt, signingKey };
  }

  /** There is something under this id. */
  function keepAgain(incoming: Incoming, fresh: Counted[]): Kept {
    const { id, survey, hash, receivedAt, signingKey, late } = incoming;
    const earlier = (statements.rows.all(id) as Row[]).map(toKeptRow);
    if (earlier.some((row) => row.survey !== survey)) return { kind: 'other-survey' };
    const same = earlier.find((row) => row.hash === hash);
    if (same) {
      const { revision, receivedAt, signingKey } = same;
      return { kind: 'kept', revision, receivedAt, signingKey };
    }
    if (earlier.length >= mostRevisions) return { kind: 'too-many' };
    const revision = earlier.length + 1;
    const log = logOf(id);
    const isWithdrawn = replay(earlier, log).standing === 'withdrawn';
    const entry = nextEntry(id, log, keeping(incoming, revision), incoming);
    if (!insert(incoming, entry, isWithdrawn ? '' : incoming.body))
      throw new Error('there is a gap in the revisions');
    if (!isWithdrawn) listMedia(id, incoming.media ?? []);
    fresh.push({ entry, survey, late });
    const rows = [...earlier, { ...incoming, revision }];
    stand(standingOf(id, { rows, log, comment: '' }, entry, commentOf(id)));
    return { kind: 'kept', revision, receivedAt, signingKey };
  }

  function act(id: string, act: Act, day: string): Done {
    const rows = (statements.rows.all(id) as Row[]).map(toKeptRow);
    const { done, change } = decide(id, { rows, log: logOf(id), comment: commentOf(id) }, act, day);
    if (change) {
      write(change.entry);
      count([{ entry: change.entry, survey: change.standing.survey, late: false }]);
      stand(change.standing);
      if (act.kind === 'withdrawn') {
        db.exec('PRAGMA secure_delete = ON'); // what is erased is overwritten
        statements.erase.run(id);
      }
    }
    return done;
  }

  function history(id: string): History | null {
    const rows = (statements.rows.all(id) as Row[]).map(toKeptRow);
    if (rows.length === 0) return null;
    const bodies = (statements.bodies.all(id) as Row[]).map(({ body }) => String(body));
    return { id, rows, log: logOf(id), comment: commentOf(id), bodies };
  }

  /** Whether there was room for it: nothing happens where there is such a revision already. */
  function insert(it: Incoming, { revision, number, day, entry }: Entry, body: string): boolean {
    const { id, survey, questionnaire, hash, code, receivedAt, late, signingKey, basedOn, device, review } =
      it;
    const { changes } = statements.insert.run(
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
      device ?? '',
      review ? 1 : 0,
      body,
      number,
      day,
      entry,
    );
    return Number(changes) > 0;
  }
  const logOf = (id: string): Entry[] => (statements.log.all(id) as Row[]).map(toLogEntry);
  const commentOf = (id: string): string =>
    String((statements.comment.get(id) as Row | undefined)?.comment ?? '');
  const write = ({ submission, number, day, kind, revision, note, entry }: Entry): void =>
    void statements.write.run(submission, number, day, kind, revision, note, entry);
  const stand = ({ id, survey, standing, current, comment }: StandingRow): void =>
    void statements.stand.run(id, survey, standing, current, comment);

  /** SQLite has no numbers of this length; one writer at a time makes reading first safe. */
  function count(fresh: readonly Counted[]): void {
    for (const { survey, day, submissions, revisions, late, entries, sum } of addUp(fresh).values()) {
      const before = statements.sumOf.get(survey, day) as Row | undefined;
      const all = (sum + BigInt(before?.sum ?? 0)).toString();
      statements.count.run(survey, day, submissions, revisions, late, entries, all);
    }
  }

  return {
    count,
    keepAll,
    act,
    history,
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

const keeping = ({ day }: Incoming, revision: number) => ({ day, kind: 'kept' as const, revision, note: '' });

const prepare = (db: Connection) => ({
  rows: db.prepare(
    `SELECT revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on,
       device, review
     FROM submissions WHERE id = ? ORDER BY revision`,
  ),
  bodies: db.prepare('SELECT body FROM submissions WHERE id = ? ORDER BY revision'),
  log: db.prepare('SELECT * FROM submission_log WHERE submission_id = ? ORDER BY number'),
  comment: db.prepare('SELECT comment FROM standings WHERE id = ?'),
  insert: db.prepare(
    `INSERT INTO submissions
       (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, based_on,
        device, review, body, number, day, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
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
  sumOf: db.prepare('SELECT sum FROM survey_days WHERE slot = 0 AND survey_id = ? AND day = ?'),
  count: db.prepare(
    `INSERT INTO survey_days (slot, survey_id, day, submissions, revisions, late, entries, sum)
     VALUES (0, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (slot, survey_id, day) DO UPDATE SET submissions = submissions + excluded.submissions,
       revisions = revisions + excluded.revisions, late = late + excluded.late,
       entries = entries + excluded.entries, sum = excluded.sum`,
  ),
  byCode: db.prepare('SELECT DISTINCT id FROM submissions WHERE code = ? LIMIT 2'),
  standings: db.prepare(
    `SELECT id, current, comment FROM standings WHERE survey_id = ? AND standing = ? AND id > ?
     ORDER BY id LIMIT ?`,
  ),
});
