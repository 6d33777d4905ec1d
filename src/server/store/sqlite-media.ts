/** The files that submissions list, in the embedded store. */
import type { ListedFile, MediaRow } from './media.ts';
import type { Connection } from './sqlite-ledger.ts';

type Row = Record<string, string | number>;

export function openMedia(db: Connection) {
  const statements = {
    list: db.prepare(
      `INSERT INTO submission_media (submission_id, hash, size, type, received_at, signing_key)
       VALUES (?, ?, ?, ?, '', '') ON CONFLICT DO NOTHING`,
    ),
    of: db.prepare(
      `SELECT m.hash, m.size, m.type, m.received_at, m.signing_key, s.survey_id FROM submission_media m
       JOIN submissions s ON s.id = m.submission_id AND s.revision = 1
       LEFT JOIN standings st ON st.id = m.submission_id
       WHERE m.submission_id = ? AND (st.id IS NULL OR st.standing <> 'withdrawn')
       ORDER BY m.hash, m.size, m.type`,
    ),
    isListed: db.prepare(
      `SELECT 1 FROM submission_media m LEFT JOIN standings st ON st.id = m.submission_id
       WHERE m.hash = ? AND (st.id IS NULL OR st.standing <> 'withdrawn') LIMIT 1`,
    ),
    note: db.prepare(
      `UPDATE submission_media SET received_at = ?, signing_key = ?
       WHERE submission_id = ? AND hash = ? AND size = ? AND type = ? AND received_at = ''`,
    ),
    toErase: db.prepare(
      `SELECT DISTINCT m.submission_id, m.hash FROM standings st
       JOIN submission_media m ON m.submission_id = st.id
       WHERE st.standing = 'withdrawn' AND (? IS NULL OR st.id = ?) LIMIT ?`,
    ),
    forget: db.prepare('DELETE FROM submission_media WHERE submission_id = ? AND hash = ?'),
  };
  return {
    /** Inside the transaction that keeps the submission. */
    listMedia(submission: string, media: readonly ListedFile[]): void {
      for (const { hash, size, type } of media) statements.list.run(submission, hash, size, type);
    },
    acts: {
      mediaOf: (submission: string): MediaRow[] =>
        (statements.of.all(submission) as Row[]).map((row) => ({
          survey: String(row.survey_id),
          hash: String(row.hash),
          size: Number(row.size),
          type: String(row.type),
          receivedAt: String(row.received_at),
          signingKey: String(row.signing_key),
        })),
      isMediaListed: (hash: string): boolean => statements.isListed.get(hash) !== undefined,
      noteMedia(submission: string, file: ListedFile, receivedAt: string, signingKey: string): void {
        statements.note.run(receivedAt, signingKey, submission, file.hash, file.size, file.type);
      },
      mediaToErase: (submission: string | null, most: number): { submission: string; hash: string }[] =>
        (statements.toErase.all(submission, submission, most) as Row[]).map((row) => ({
          submission: String(row.submission_id),
          hash: String(row.hash),
        })),
      forgetMedia(submission: string, hash: string): void {
        statements.forget.run(submission, hash);
      },
    },
  };
}
