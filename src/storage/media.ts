import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { recountMedia } from './mediaOutbox.ts';
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

/** A part of a file, from `start` to before `end`; `undefined` where a piece of it is not here. */
export async function mediaSlice(
  db: Database,
  hash: string,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const part = new Uint8Array(end - start);
  for (let at = Math.floor(start / mediaPieceSize); at * mediaPieceSize < end; at++) {
    const piece = await look(db, [db.mediaPieces], () => db.mediaPieces.get([hash, at]));
    if (!piece) return undefined;
    const from = at * mediaPieceSize;
    const wanted = new Uint8Array(piece.bytes).subarray(Math.max(start - from, 0), end - from);
    part.set(wanted, Math.max(from - start, 0));
  }
  return part;
}

const aDay = 24 * 60 * 60_000;

/**
 * Frees what nobody has: pieces of a file that never became whole, and files whose draft or submission is not here. A file
 * that came today is left alone, for what it belongs to may be on its way (another tab takes in a hand-over). Looks at keys
 * only, so that ten thousand photos cost a moment. For when the page has opened.
 */
export async function sweepMedia(db: Database, now: string): Promise<void> {
  const { media, mediaPieces, attachments, drafts, submissions } = db;
  const found = await look(db, [media, mediaPieces, attachments, drafts, submissions], async () => {
    const yesterday = new Date(Date.parse(now) - aDay).toISOString();
    const [whole, old, begun, owned, owners, here, finished] = await Promise.all([
      media.toCollection().primaryKeys(),
      media.where('keptAt').below(yesterday).primaryKeys(),
      mediaPieces.orderBy('hash').uniqueKeys(),
      attachments.orderBy('hash').uniqueKeys(),
      attachments.orderBy('owner').uniqueKeys(),
      drafts.toCollection().primaryKeys(),
      submissions.toCollection().primaryKeys(),
    ]);
    return {
      broken: without(begun, whole),
      unowned: without(old, owned),
      gone: without(owners, [...here, ...finished]),
      old: new Set(old),
    };
  });
  for (const hash of found.broken) await freePieces(db, hash);
  for (const hash of found.unowned) await act(db, ofMedia(db), () => freeUnowned(db, hash));
  for (const owner of found.gone) {
    await act(db, ofMedia(db), async () => {
      if ((await drafts.get(owner)) || (await submissions.get(owner))) return;
      await letGo(
        db,
        await ofOwner(db, owner)
          .and(({ hash }) => found.old.has(hash))
          .toArray(),
      );
    });
  }
  await recountMedia(db);
}

const without = (all: readonly unknown[], some: readonly unknown[]): string[] => {
  const taken = new Set(some);
  return all.filter((one) => !taken.has(one)).map(String);
};

/** The tables that an act looks at before it frees a file. */
const ofMedia = (db: Database) => [
  db.media,
  db.mediaPieces,
  db.attachments,
  db.mediaOutbox,
  db.submissions,
  db.drafts,
];

/** Frees pieces that no whole file counts. */
const freePieces = (db: Database, hash: string): Promise<void> =>
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
async function freeUnowned(db: Database, hash: string): Promise<void> {
  if ((await db.attachments.where({ hash }).count()) > 0) return;
  if ((await db.mediaOutbox.where({ hash }).count()) > 0) return;
  await piecesOf(db, hash).delete();
  await db.media.delete(hash);
}

const piecesOf = (db: Database, hash: string) =>
  db.mediaPieces.where('[hash+at]').between([hash, 0], [hash, Number.POSITIVE_INFINITY]);

/** A draft under the same id is a correction of what was sent back: its files may still change. */
const isFinished = async (db: Database, owner: string): Promise<boolean> =>
  (await db.submissions.get(owner)) !== undefined && (await db.drafts.get(owner)) === undefined;
