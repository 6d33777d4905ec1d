/** What is done in the database file: one act after the other, each a transaction. The thread does them, and the simulator. */
import type { DatabaseSync } from 'node:sqlite';
import { pending, readMigrations } from './migrations.ts';
import type { Counts, Incoming, Kept, KeptSubmission } from './store.ts';

/** As much of a database as the acts need. */
export type Connection = Pick<DatabaseSync, 'exec' | 'prepare' | 'isTransaction' | 'close'>;
export type Acts = ReturnType<typeof openActs>;

/** A row as `node:sqlite` gives it. */
type Row = Record<string, string | number>;

/** Brings the file up to date, and gives what can be done in it. */
export function openActs(db: Connection) {
  db.exec('PRAGMA busy_timeout = 10000'); // the command line may read and write beside the server
  db.exec('PRAGMA page_size = 16384'); // of a new file: a body of 4 kB stays in its page; 4096 took 4.7 kB for each row of 1.4
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL'); // NORMAL lost acknowledged rows in three of six power cuts
  migrate();

  const statements = {
    revisions: db.prepare(
      'SELECT revision, hash, survey_id, received_at, signing_key FROM submissions WHERE id = ? ORDER BY revision',
    ),
    insert: db.prepare(
      `INSERT INTO submissions (id, revision, survey_id, questionnaire, hash, code, received_at, late, signing_key, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    count: db.prepare(
      `INSERT INTO survey_counts (survey_id, slot, submissions, revisions, late) VALUES (?, 0, ?, ?, ?)
     ON CONFLICT (survey_id, slot) DO UPDATE SET submissions = submissions + excluded.submissions,
       revisions = revisions + excluded.revisions, late = late + excluded.late`,
    ),
    newest: db.prepare(
      `SELECT s.id, s.revision, s.received_at, s.late, s.body FROM submissions s
     WHERE s.survey_id = ? AND s.id > ?
       AND NOT EXISTS (SELECT 1 FROM submissions later WHERE later.id = s.id AND later.revision > s.revision)
     ORDER BY s.id LIMIT ?`,
    ),
  };

  return {
    keepAll(group: readonly Incoming[]): Kept[] {
      return inTransaction(() => {
        const fresh = new Map<string, { submissions: number; revisions: number; late: number }>();
        const kept = group.map((incoming) => keepOne(incoming, fresh));
        for (const [survey, { submissions, revisions, late }] of fresh) {
          statements.count.run(survey, submissions, revisions, late);
        }
        return kept;
      });
    },
    newest(survey: string, after: string | null, most: number): KeptSubmission[] {
      const rows = statements.newest.all(survey, after ?? '', most) as Row[];
      return rows.map((row) => ({
        id: String(row.id),
        revision: Number(row.revision),
        receivedAt: String(row.received_at),
        late: row.late === 1,
        body: String(row.body),
      }));
    },
    countsOf(survey: string): Counts {
      const row = one(
        `SELECT coalesce(sum(submissions), 0) AS submissions, coalesce(sum(revisions), 0) AS revisions,
         coalesce(sum(late), 0) AS late FROM survey_counts WHERE survey_id = ?`,
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

  function keepOne(
    { id, survey, questionnaire, hash, code, receivedAt, late, signingKey, body }: Incoming,
    fresh: Map<string, { submissions: number; revisions: number; late: number }>,
  ): Kept {
    const earlier = statements.revisions.all(id) as Row[];
    if (earlier.some((row) => row.survey_id !== survey)) return { kind: 'other-survey' };
    const same = earlier.find((row) => row.hash === hash);
    if (same) {
      const { revision, received_at, signing_key } = same;
      return {
        kind: 'kept',
        revision: Number(revision),
        receivedAt: String(received_at),
        signingKey: String(signing_key),
      };
    }
    const revision = earlier.length + 1;
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
      body,
    );
    const tally = fresh.get(survey) ?? { submissions: 0, revisions: 0, late: 0 };
    fresh.set(survey, tally);
    if (revision > 1) tally.revisions++;
    else {
      tally.submissions++;
      if (late) tally.late++;
    }
    return { kind: 'kept', revision, receivedAt, signingKey };
  }

  function migrate(): void {
    db.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT');
    inTransaction(() => {
      const newest = Number(one('SELECT coalesce(max(number), 0) AS newest FROM migrations')?.newest);
      for (const { number, name, sql } of pending(readMigrations('sqlite'), newest)) {
        db.exec(sql);
        run('INSERT INTO migrations (number, name) VALUES (?, ?)', number, name);
      }
    });
  }

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
