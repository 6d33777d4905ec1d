/** Whose files are, and when their bytes go. */
import { act } from './act.ts';
import type { Database } from './database.ts';
import type { Attachment } from './rows.ts';

/** The tables that an act looks at before it frees a file. */
export const ofMedia = (db: Database) => [
  db.media,
  db.mediaPieces,
  db.attachments,
  db.mediaOutbox,
  db.submissions,
  db.drafts,
];

/**
 * Within an act: a file joins those of an owner. Where two versions of one interview have different files of one name, the
 * second is kept beside the first: what its submission calls it stands in that submission.
 */
export async function attachBeside(db: Database, attachment: Attachment): Promise<void> {
  const { owner, name, hash } = attachment;
  const before = await db.attachments.get([owner, name]);
  const isOther = before !== undefined && before.hash !== hash;
  await db.attachments.put(isOther ? { ...attachment, name: `${name} (${hash.slice(0, 8)})` } : attachment);
}

/** Frees pieces that no whole file counts. */
export const freePieces = (db: Database, hash: string): Promise<void> =>
  act(db, [db.media, db.mediaPieces], async () => {
    if (!(await db.media.get(hash))) await piecesOf(db, hash).delete();
  });

/** Within an act: these attachments go, and the bytes that nobody else has. */
export async function letGo(db: Database, attachments: readonly Attachment[]): Promise<void> {
  for (const { owner, name, hash } of attachments) {
    await db.attachments.delete([owner, name]);
    await freeUnowned(db, hash);
  }
}

/** Within an act: the bytes of a file go, though it is still known whose they were. Says how many bytes there were. */
export async function freeBytes(db: Database, hash: string): Promise<number> {
  const kept = await db.media.get(hash);
  if (!kept || (await db.mediaOutbox.where({ hash }).count()) > 0) return 0;
  await piecesOf(db, hash).delete();
  await db.media.delete(hash);
  return kept.size;
}

/** Within an act: the files of a draft or a submission. By the primary key: only then Dexie reads no values to delete them. */
export const ofOwner = (db: Database, owner: string) =>
  db.attachments.where('[owner+name]').between([owner, ''], [owner, '\uffff']);

/** Bytes that wait to go up are never freed, whatever else is true. */
export async function freeUnowned(db: Database, hash: string): Promise<void> {
  if ((await db.attachments.where({ hash }).count()) > 0) return;
  if ((await db.mediaOutbox.where({ hash }).count()) > 0) return;
  await piecesOf(db, hash).delete();
  await db.media.delete(hash);
}

export const piecesOf = (db: Database, hash: string) =>
  db.mediaPieces.where('[hash+at]').between([hash, 0], [hash, Number.POSITIVE_INFINITY]);

/** A draft under the same id is a correction of what was sent back: its files may still change. */
export const isFinished = async (db: Database, owner: string): Promise<boolean> =>
  (await db.submissions.get(owner)) !== undefined && (await db.drafts.get(owner)) === undefined;
