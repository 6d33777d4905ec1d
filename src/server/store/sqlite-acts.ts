/** What is done in the database file: one act after the other, each a transaction. The thread does them, and the simulator. */
import type { Act, Done } from './acts.ts';
import { openAwaited } from './sqlite-awaited.ts';
import { openDeviceActs } from './sqlite-devices.ts';
import { type Connection, openLedger } from './sqlite-ledger.ts';
import { openMedia } from './sqlite-media.ts';
import { migrateSqlite } from './sqlite-migrate.ts';
import { openPeopleActs } from './sqlite-people.ts';
import { openPlanActs } from './sqlite-plans.ts';
import { openResultActs } from './sqlite-results.ts';
import { openReviewActs } from './sqlite-review.ts';
import { openShelfActs } from './sqlite-shelf.ts';
import type { Counts, Incoming, Kept, KeptSubmission, StandingCounts } from './store.ts';
import { type TableName, tables } from './tables.ts';

export type Acts = ReturnType<typeof openActs>;

/** A row as `node:sqlite` gives it. */
type Row = Record<string, string | number>;

/** Brings the file up to date, and gives what can be done in it. */
export function openActs(db: Connection) {
  db.exec('PRAGMA busy_timeout = 10000'); // the command line may read and write beside the server
  db.exec('PRAGMA page_size = 16384'); // of a new file: a body of 4 kB stays in its page; 4096 took 4.7 kB for each row of 1.4
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL'); // NORMAL lost acknowledged rows in three of six power cuts
  inTransaction(() => migrateSqlite(db));

  const media = openMedia(db);
  const ledger = openLedger(db, media.listMedia);
  const statements = {
    newest: db.prepare(
      `SELECT s.id, s.revision, s.received_at, s.late, s.device, st.standing, s.body FROM submissions s
     LEFT JOIN standings st ON st.id = s.id
     WHERE s.survey_id = ? AND s.id > ?
       AND (st.id IS NULL OR (st.current = s.revision AND st.standing NOT IN ('withdrawn', 'aside')))
     ORDER BY s.id LIMIT ?`,
    ),
  };

  return {
    ...openDeviceActs(db, inTransaction, ledger.count),
    ...openAwaited(db),
    ...openPeopleActs(db, inTransaction),
    ...openPlanActs(db, inTransaction),
    ...openShelfActs(db, inTransaction),
    keepAll: (group: readonly Incoming[]): Kept[] => inTransaction(() => ledger.keepAll(group)),
    act(id: string, act: Act, day: string): Done {
      const done = inTransaction(() => ledger.act(id, act, day));
      if (act.kind === 'withdrawn') db.exec('PRAGMA wal_checkpoint(TRUNCATE)'); // what was erased is in no log, either
      return done;
    },
    history: ledger.history,
    idsByCode: ledger.idsByCode,
    standings: ledger.standings,
    ...media.acts,
    ...openResultActs(db, inTransaction),
    ...openReviewActs(db, inTransaction),
    standingCountsOf(survey: string): StandingCounts {
      const rows = db
        .prepare('SELECT standing, count(*) AS times FROM standings WHERE survey_id = ? GROUP BY standing')
        .all(survey) as Row[];
      const of = (standing: string) => Number(rows.find((row) => row.standing === standing)?.times ?? 0);
      return {
        returned: of('returned'),
        forked: of('forked'),
        withdrawn: of('withdrawn'),
        review: of('review'),
        aside: of('aside'),
      };
    },
    /** Whether it may begin: only an empty store is loaded. */
    beginLoad(): boolean {
      db.exec('BEGIN IMMEDIATE');
      const isUsed = one(
        `SELECT 1 AS it WHERE EXISTS (SELECT 1 FROM submissions) OR EXISTS (SELECT 1 FROM coordinators)
         OR EXISTS (SELECT 1 FROM surveys)`,
      );
      if (isUsed) db.exec('ROLLBACK');
      return !isUsed;
    },
    loadPiece(table: TableName, rows: readonly (readonly string[])[]): void {
      const { columns } = tables[table];
      const insert = db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      for (const values of rows) insert.run(...values);
    },
    endLoad(how: 'COMMIT' | 'ROLLBACK'): void {
      if (how === 'COMMIT' || db.isTransaction) db.exec(how);
    },
    newest(survey: string, after: string | null, most: number): KeptSubmission[] {
      const rows = statements.newest.all(survey, after ?? '', most) as Row[];
      return rows.map((row) => ({
        id: String(row.id),
        revision: Number(row.revision),
        receivedAt: String(row.received_at),
        late: row.late === 1,
        device: String(row.device),
        review: row.standing === 'review',
        body: String(row.body),
      }));
    },
    countsOf(survey: string): Counts {
      const row = one(
        `SELECT coalesce(sum(submissions), 0) AS submissions, coalesce(sum(revisions), 0) AS revisions,
         coalesce(sum(late), 0) AS late FROM survey_days WHERE survey_id = ?`,
        survey,
      );
      return {
        submissions: Number(row?.submissions),
        revisions: Number(row?.revisions),
        late: Number(row?.late),
      };
    },
    addQuestionnaire(hash: string, body: string): void {
      run('INSERT INTO questionnaires (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING', hash, body);
    },
    questionnaire: (hash: string) => text('SELECT body AS text FROM questionnaires WHERE hash = ?', hash),
    saveSurvey(id: string, document: string): void {
      run(
        'INSERT INTO surveys (id, document) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document',
        id,
        document,
      );
    },
    survey: (id: string) => text('SELECT document AS text FROM surveys WHERE id = ?', id),
    surveys: () =>
      (db.prepare('SELECT document FROM surveys ORDER BY id').all() as Row[]).map((row) =>
        String(row.document),
      ),
    hasCoordinators: () => one('SELECT 1 AS it FROM coordinators LIMIT 1') !== undefined,
    setPassword(name: string, password: string): void {
      inTransaction(() => {
        run(
          `INSERT INTO coordinators (name, password) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET password = excluded.password`,
          name,
          password,
        );
        run('DELETE FROM sessions WHERE coordinator = ?', name);
      });
    },
    passwordOf: (name: string) => text('SELECT password AS text FROM coordinators WHERE name = ?', name),
    openSession(token: string, coordinator: string, endsAt: string, now: string): void {
      inTransaction(() => {
        run('DELETE FROM sessions WHERE ends_at <= ?', now);
        run(
          'INSERT INTO sessions (token, coordinator, ends_at) VALUES (?, ?, ?)',
          token,
          coordinator,
          endsAt,
        );
      });
    },
    coordinatorOf: (token: string, now: string) =>
      text('SELECT coordinator AS text FROM sessions WHERE token = ? AND ends_at > ?', token, now),
    closeSession(token: string): void {
      run('DELETE FROM sessions WHERE token = ?', token);
    },
    check(): void {
      one('SELECT 1 FROM submissions LIMIT 1');
    },
    close(): void {
      db.close(); // writes the log back into the file
    },
  };

  /** All, or none. `IMMEDIATE` takes the lock at once, so that two programs never wait for each other half-way. */
  function inTransaction<Result>(act: () => Result): Result {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = act();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK'); // a full disk may have rolled back already
      throw error;
    }
  }

  function run(sql: string, ...values: (string | number)[]): void {
    db.prepare(sql).run(...values);
  }

  function one(sql: string, ...values: (string | number)[]): Row | undefined {
    return db.prepare(sql).get(...values) as Row | undefined;
  }

  function text(sql: string, ...values: string[]): string | null {
    const row = one(sql, ...values);
    return row ? String(row.text) : null;
  }
}
