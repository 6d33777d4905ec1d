/** Gives controls a place for their bytes: what they keep becomes attachments of the draft, on the disk before the answer. */
import type { FileFacts, Keeper, KeptFile, KeptFiles } from '../controls/index.ts';
import {
  type Attachment,
  attachMedia,
  attachmentsOf,
  type Database,
  detachMedia,
  mediaBlob,
  StorageBroken,
  StorageFull,
} from '../storage/index.ts';
import { type MediaType, mediaLimits, type Survey } from '../submission/index.ts';
import { atDesk } from '../worker/index.ts';
import { madeName, ownName, pieceName, piecesName, unlike } from './mediaNames.ts';

/** The files of a draft or a submission, to be looked at. */
export function filesOf(db: Database, owner: string): KeptFiles {
  const find = async (name: string) => (await attachmentsOf(db, owner)).find((one) => one.name === name);
  return {
    async about(name): Promise<FileFacts | undefined> {
      const found = await find(name);
      return found && { type: found.type, size: found.size };
    },
    async open(name) {
      const found = await find(name);
      return found && mediaBlob(db, found.hash);
    },
  };
}

export interface Idle {
  /** Resolves when no file is on its way. */
  idle(): Promise<void>;
}

/** `settled` resolves when all answers given so far are on the disk; `isNamed` says whether one of them names a file. */
export function keeperFor(
  db: Database,
  owner: string,
  privacy: Survey['privacy'],
  answers: { settled(): Promise<void>; isNamed(name: string): boolean },
): Keeper & Idle {
  const work = new Set<Promise<unknown>>();
  const attach = async (bytes: Blob, name: string): Promise<KeptFile> => {
    const type = bytes.type as MediaType;
    try {
      const hash = await (await atDesk()).hashOf(bytes);
      const attachment: Attachment = { owner, name, hash, type, size: bytes.size };
      await attachMedia(db, attachment, bytes, new Date().toISOString());
      return { kind: 'kept', name };
    } catch (cause) {
      if (cause instanceof StorageFull) return { kind: 'full' };
      // a DOMException: the file could not be read to its end
      if (cause instanceof StorageBroken || cause instanceof DOMException) return { kind: 'failed' };
      throw cause;
    }
  };
  const names = async () => (await attachmentsOf(db, owner)).map(({ name }) => name);
  const piecesOf = async (ref: string) =>
    (await names()).filter((name) => name.startsWith(piecesName(ref))).sort();

  return {
    ...filesOf(db, owner),
    limits: mediaLimits,
    async keep(bytes, question, own) {
      const wanted = own !== undefined && privacy !== 'anonymous' ? ownName(own, bytes.type) : undefined;
      return attach(bytes, unlike(await names(), wanted ?? madeName(question, bytes.type, chance())));
    },
    underWay(one) {
      work.add(one);
      void one.finally(() => work.delete(one));
    },
    async idle() {
      while (work.size > 0) await Promise.allSettled(work);
    },
    async remove(name) {
      // An answer that could not be written (the screen says so) leaves the one before it on the disk, and its file is needed.
      const isWritten = await answers.settled().then(
        () => true,
        () => false,
      );
      if (isWritten && !answers.isNamed(name)) await detachMedia(db, owner, name);
    },
    unfinished: {
      add: async (ref, piece, at) =>
        (await attach(plain(piece), pieceName(ref, at, piece.type))).kind === 'kept',
      async find(ref) {
        const of = new Set(await piecesOf(ref));
        const found = (await attachmentsOf(db, owner)).filter(({ name }) => of.has(name));
        found.sort((one, other) => (one.name < other.name ? -1 : 1));
        const parts = await Promise.all(found.map(({ hash }) => mediaBlob(db, hash)));
        const [first] = found;
        return (
          first &&
          new Blob(
            parts.filter((part) => part !== undefined),
            { type: first.type },
          )
        );
      },
      async drop(ref) {
        for (const name of await piecesOf(ref)) await detachMedia(db, owner, name);
      },
    },
  };
}

const plain = (piece: Blob): Blob => piece.slice(0, piece.size, piece.type.split(';')[0]);

const chance = (): Uint8Array => crypto.getRandomValues(new Uint8Array(8));
