/** Taking answers and files off this device for good. What proves that they arrived stays. */
import type { Database } from './database.ts';
import { letGo, ofOwner } from './mediaOwners.ts';
import { unqueueMedia } from './mediaQueue.ts';
import { placesOf } from './outbox.ts';

/** The tables that `erase` writes. */
export const whatIsErased = (db: Database) => [
  db.submissions,
  db.revisions,
  db.outbox,
  db.drafts,
  db.answers,
  db.settings,
  ...whatMediaAreIn(db),
];

export const whatMediaAreIn = (db: Database) => [db.attachments, db.media, db.mediaPieces, db.mediaOutbox];

/** Erases all answers and files under an id, whatever became of them: its receipt, code and hash stay. Within an act. */
export async function erase(db: Database, id: string): Promise<void> {
  await db.submissions.update(id, { body: '' });
  await db.revisions.where({ id }).modify({ body: '' });
  await placesOf(db, id).delete();
  await db.answers.where({ draft: id }).delete();
  await db.drafts.delete(id);
  await unqueueMedia(db, id);
  await letGo(db, await ofOwner(db, id).toArray());
}
