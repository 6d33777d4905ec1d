/** Brings the file up to date, with the data in it. */
import type { DatabaseSync } from 'node:sqlite';
import { sumsOf } from './chain.ts';
import { firstLines, pending, readMigrations } from './migrations.ts';

/** To be called in a transaction. */
export function migrateSqlite(db: DatabaseSync): void {
  const { newest } = db.prepare('SELECT coalesce(max(number), 0) AS newest FROM migrations').get() as {
    newest: number;
  };
  for (const { number, name, sql } of pending(readMigrations('sqlite'), newest)) {
    db.exec(sql);
    if (number === 2) writeFirstLines(db);
    db.prepare('INSERT INTO migrations (number, name) VALUES (?, ?)').run(number, name);
  }
}

/** The log of what was kept before there was one. */
function writeFirstLines(db: DatabaseSync): void {
  const rows = db.prepare(
    `SELECT id, revision, survey_id, questionnaire, hash, received_at, late, signing_key, based_on
     FROM submissions ORDER BY id, revision`,
  );
  const write = db.prepare(
    `INSERT INTO submission_log (submission_id, number, day, kind, revision, note, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const stand = db.prepare(
    `INSERT INTO standings (id, survey_id, standing, current, comment) VALUES (?, ?, 'received', ?, '')
     ON CONFLICT (id) DO UPDATE SET current = excluded.current`,
  );
  const sums = new Map<string, { entries: number; sum: bigint }>();
  for (const entry of firstLines(rows.iterate() as Iterable<Record<string, unknown>>)) {
    const { submission, number, day, kind, revision, note, survey } = entry;
    write.run(submission, number, day, kind, revision, note, entry.entry);
    if (revision > 1) stand.run(submission, survey, revision);
    for (const [day, added] of sumsOf([entry])) {
      const before = sums.get(day);
      sums.set(day, {
        entries: added.entries + (before?.entries ?? 0),
        sum: added.sum + (before?.sum ?? 0n),
      });
    }
  }
  const sum = db.prepare('INSERT INTO log_sums (slot, day, entries, sum) VALUES (0, ?, ?, ?)');
  for (const [day, it] of sums) sum.run(day, it.entries, it.sum.toString());
}
