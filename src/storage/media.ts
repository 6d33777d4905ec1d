import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { freePieces, freeUnowned, isFinished, letGo, ofMedia, ofOwner, piecesOf } from './mediaOwners.ts';
import { type Attachment, type MediaPiece, mediaPieceSize } from './rows.ts';
import { AlreadyFinished, StorageBroken } from './trouble.ts';

/**
 * Keeps a file and whose it is; when it resolves, the disk has all of it. The bytes go in pieces, each its own transaction,
 * so that a video is never whole in memory; nothing counts before the last act. Bytes that are here already are not written
 * again, and another file of the same name lets the one before it go.
 */
export async function attachMedia(
  db: Database,
  attachment: Attachment,
  bytes: Blob,
  now: string,
): Promise<void> {
  if (bytes.size !== attachment.size) throw new Error('an attachment has the size of its bytes');
  try {
    for (let round = 0; round < mostRounds; round++) {
      await writePieces(db, attachment.hash, bytes);
      if (await attachWhole(db, attachment, now)) return;
    }
    throw new StorageBroken('pieces of a file went away while it was written');
  } catch (cause) {
    await freePieces(db, attachment.hash).catch(() => undefined); // a broken device: `sweepMedia` does it later
    throw cause;
  }
}

const mostRounds = 3; // another tab sweeps while this one writes: what it took is written again

async function writePieces(db: Database, hash: string, bytes: Blob): Promise<void> {
  const there = await look(db, [db.media, db.mediaPieces], async () => ({
    whole: (await db.media.get(hash)) !== undefined,
    pieces: new Set((await piecesOf(db, hash).primaryKeys()).map(([, at]) => at)),
  }));
  if (there.whole) return;
  for (let at = 0; at * mediaPieceSize < bytes.size; at++) {
    if (there.pieces.has(at)) continue;
    const piece: MediaPiece = {
      hash,
      at,
      bytes: await bytes.slice(at * mediaPieceSize, (at + 1) * mediaPieceSize).arrayBuffer(),
    };
    await act(db, [db.mediaPieces], async () => {
      await db.mediaPieces.put(piece);
    });
  }
}

/** The file counts from here on. Says no where a piece is missing. */
const attachWhole = (db: Database, attachment: Attachment, now: string): Promise<boolean> =>
  act(db, ofMedia(db), async () => {
    const { owner, name, hash, type, size } = attachment;
    const pieces = Math.ceil(size / mediaPieceSize);
    if ((await piecesOf(db, hash).count()) !== pieces) return false;
    const before = await db.attachments.get([owner, name]);
    if (before && before.hash !== hash && (await isFinished(db, owner))) throw new AlreadyFinished(owner);
    await db.media.put({ hash, type, size, pieces, keptAt: now });
    await db.attachments.put(attachment);
    if (before && before.hash !== hash) await freeUnowned(db, before.hash);
    return true;
  });

/** The files of a draft or a submission, by name. */
export const attachmentsOf = (db: Database, owner: string): Promise<Attachment[]> =>
  look(db, [db.attachments], () => ofOwner(db, owner).toArray());

/** Takes a file away from a draft; its bytes go when nobody else has them. A finished submission keeps its files. */
export const detachMedia = (db: Database, owner: string, name: string): Promise<void> =>
  act(db, ofMedia(db), async () => {
    if (await isFinished(db, owner)) throw new AlreadyFinished(owner);
    await letGo(
      db,
      await ofOwner(db, owner)
        .and((one) => one.name === name)
        .toArray(),
    );
  });

/** A whole file, to look at or listen to. The browser is free to hold its parts outside of memory. */
export async function mediaBlob(db: Database, hash: string): Promise<Blob | undefined> {
  const kept = await look(db, [db.media], () => db.media.get(hash));
  if (!kept) return undefined;
  const parts: Blob[] = [];
  for await (const piece of mediaPieces(db, hash)) parts.push(new Blob([piece]));
  return parts.length === kept.pieces ? new Blob(parts, { type: kept.type }) : undefined;
}

/** The bytes of a file in their order, one piece in memory at a time. */
export async function* mediaPieces(db: Database, hash: string): AsyncGenerator<ArrayBuffer> {
  for (let at = 0; ; at++) {
    const piece = await look(db, [db.mediaPieces], () => db.mediaPieces.get([hash, at]));
    if (!piece) return;
    yield piece.bytes;
  }
}
