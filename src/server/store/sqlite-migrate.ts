/** Brings the file up to date, with the data in it. */
import { addUp, type DayFigures } from './chain.ts';
import { firstLines, pending, readMigrations } from './migrations.ts';
import type { Connection } from './sqlite-ledger.ts';

/** To be called in a transaction. `upTo`: to what an older program knew. */
export function migrateSqlite(db: Connection, upTo = Number.POSITIVE_INFINITY): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT');
  const { newest } = db.prepare('SELECT coalesce(max(number), 0) AS newest FROM migrations').get() as {
    newest: number;
  };
  for (const { number, name, sql } of pending(readMigrations('sqlite'), newest)) {
    if (number > upTo) return;
    db.exec(sql);
    if (number === 2) writeFirstLines(db);
    db.prepare('INSERT INTO migrations (number, name) VALUES (?, ?)').run(number, name);
  }
}

/** The log of what was kept before there was one. */
function writeFirstLines(db: Connection): void {
  const write = db.prepare(
    `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const stand = db.prepare(
    `INSERT INTO standings (id, survey_id, standing, current, comment) VALUES (?, ?, 'received', ?, '')
     ON CONFLICT (id) DO UPDATE SET current = excluded.current`,
  );
  const days = new Map<string, DayFigures>();
  for (const counted of firstLines(oldRows(db))) {
    const { submission, number, day, kind, revision, note, entry } = counted.entry;
    write.run(submission, number, day, kind, revision, note, entry);
    if (revision > 1) stand.run(submission, counted.survey, revision);
    addUp([counted], days);
  }
  const count = db.prepare(
    `INSERT INTO survey_days (slot, survey_id, day, submissions, revisions, late, entries, sum)
     VALUES (0, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { survey, day, submissions, revisions, late, entries, sum } of days.values()) {
    count.run(survey, day, submissions, revisions, late, entries, sum.toString());
  }
}

const atOnce = 1000; // rows in memory; they are written to while they are read, so no cursor stays open over them

function* oldRows(db: Connection): Generator<Record<string, unknown>> {
  const next = db.prepare(
    `SELECT id, revision, survey_id, questionnaire, hash, received_at, late, signing_key, based_on
     FROM submissions WHERE (id, revision) > (?, ?) ORDER BY id, revision LIMIT ?`,
  );
  for (let [id, revision] = ['', 0]; ; ) {
    const rows = next.all(id, revision, atOnce);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    [id, revision] = [String(last.id), Number(last.revision)];
  }
}
