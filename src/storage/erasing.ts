/** Taking answers and files off this device. What proves that they arrived stays. */
import type { Database } from './database.ts';

/** The tables that `erase` writes. */
export const whatIsErased = (db: Database) => [
  db.submissions,
  db.revisions,
  db.outbox,
  db.drafts,
  db.answers,
  ...whatMediaAreIn(db),
];

/** The tables that `eraseMedia` writes. */
export const whatMediaAreIn = (db: Database) => [db.attachments, db.media, db.mediaPieces, db.mediaOutbox];

/** Erases all answers under an id, whatever became of them: its receipt, code and hash stay. Within an act. */
export async function erase(db: Database, id: string): Promise<void> {
  await db.submissions.update(id, { body: '' });
  await db.revisions.where({ id }).modify({ body: '' });
  await db.outbox.delete(id);
  await db.answers.where({ draft: id }).delete();
  await db.drafts.delete(id);
  await eraseMedia(db, id);
  await db.attachments.where({ owner: id }).delete();
  await db.mediaOutbox.where({ submission: id }).delete();
}

/** Takes a submission's files off this device, but those that another one has, too. Says how many bytes. Within an act. */
export async function eraseMedia(db: Database, id: string): Promise<number> {
  let bytes = 0;
  const hashes = new Set((await db.attachments.where({ owner: id }).toArray()).map(({ hash }) => hash));
  for (const hash of hashes) {
    const kept = await db.media.get(hash);
    const owners = await db.attachments.where({ hash }).toArray();
    if (!kept || owners.some(({ owner }) => owner !== id)) continue;
    await db.media.delete(hash);
    await db.mediaPieces.where({ hash }).delete();
    bytes += kept.size;
  }
  return bytes;
}
