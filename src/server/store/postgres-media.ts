/** The files that submissions list, in PostgreSQL. */
import type { ClientBase } from 'pg';
import type { ListedFile, MediaLedger } from './media.ts';
import { placeholders } from './postgres-past.ts';

const atOnce = 1_000; // rows of a statement, which takes 65,535 values at most

/** Inside the transaction that keeps the submissions. */
export async function listMedia(
  client: ClientBase,
  kept: ReadonlyArray<{ readonly id: string; readonly media: readonly ListedFile[] }>,
): Promise<void> {
  const rows = kept.flatMap(({ id, media }) =>
    media.map(({ hash, size, type }) => [id, hash, size, type, '', '']),
  );
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce);
    await client.query(
      `INSERT INTO submission_media (submission_id, hash, size, type, received_at, signing_key)
       VALUES ${placeholders(some.length, 6)} ON CONFLICT DO NOTHING`,
      some.flat(),
    );
  }
}

type Rows = (name: string, text: string, ...values: unknown[]) => Promise<Record<string, string>[]>;

export const mediaLedger = (rows: Rows): MediaLedger => ({
  async of(submission) {
    const found = await rows(
      'media-of',
      `SELECT m.hash, m.size, m.type, m.received_at, m.signing_key, s.survey_id FROM submission_media m
       JOIN submissions s ON s.id = m.submission_id AND s.revision = 1
       LEFT JOIN standings st ON st.id = m.submission_id
       WHERE m.submission_id = $1 AND (st.id IS NULL OR st.standing <> 'withdrawn')
       ORDER BY m.hash, m.size, m.type`,
      submission,
    );
    return found.map(
      ({ survey_id = '', hash = '', size, type = '', received_at = '', signing_key = '' }) => ({
        survey: survey_id,
        hash,
        size: Number(size),
        type,
        receivedAt: received_at,
        signingKey: signing_key,
      }),
    );
  },
  async isListed(hash) {
    const found = await rows(
      'media-listed',
      `SELECT 1 FROM submission_media m LEFT JOIN standings st ON st.id = m.submission_id
       WHERE m.hash = $1 AND (st.id IS NULL OR st.standing <> 'withdrawn') LIMIT 1`,
      hash,
    );
    return found.length > 0;
  },
  async note(submission, { hash, size, type }, receivedAt, signingKey) {
    await rows(
      'note-media',
      `UPDATE submission_media SET received_at = $1, signing_key = $2
       WHERE submission_id = $3 AND hash = $4 AND size = $5 AND type = $6 AND received_at = ''`,
      receivedAt,
      signingKey,
      submission,
      hash,
      size,
      type,
    );
  },
  async toErase(submission, most) {
    const found = await rows(
      submission === null ? 'media-to-erase' : 'media-to-erase-of',
      `SELECT DISTINCT m.submission_id, m.hash FROM standings st
       JOIN submission_media m ON m.submission_id = st.id
       WHERE st.standing = 'withdrawn' ${submission === null ? '' : 'AND st.id = $2'} LIMIT $1`,
      most,
      ...(submission === null ? [] : [submission]),
    );
    return found.map(({ submission_id = '', hash = '' }) => ({ submission: submission_id, hash }));
  },
  async forget(submission, hash) {
    await rows(
      'forget-media',
      'DELETE FROM submission_media WHERE submission_id = $1 AND hash = $2',
      submission,
      hash,
    );
  },
});
