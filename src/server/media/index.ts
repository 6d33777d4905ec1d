/**
 * Files of submissions: taken in by tus (tus.io, 1.0), kept under their hash, proven by receipts, erased with the submission.
 * README.md says what is promised.
 */
import { statfs } from 'node:fs/promises';
import { Server, type Upload } from '@tus/server';
import { type MediaStanding, mediaLimits, toKeptMoment, uploadNameOf } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Keyring } from '../keys.ts';
import type { Refusal } from '../problem.ts';
import type { MediaRow, Store } from '../store/index.ts';
import { bytesOf, type MediaFiles } from './files.ts';
import { openLocker } from './lock.ts';
import { codeOf, refused } from './refused.ts';
import { isOfType } from './sniff.ts';
import { type Arrived, UploadNote, Uploads } from './uploads.ts';

export { bytesOf, type HashedFiles, type MediaFiles, openMediaFiles } from './files.ts';
export { filesPinned } from './pinned.ts';
export { isFull, isMissing } from './weather.ts';

export interface Media {
  readonly files: MediaFiles;
  /** One request of the tus protocol. */
  handle(request: Request): Promise<Response | Refusal>;
  /** Takes in a file that came another way, whole, and lies at `path` if it is not here already. Gives why not, or `null`. */
  bring(arrived: Arrived): Promise<Refusal | null>;
  /** Receipts of a submission's files that are here, and the hashes of those that are not. */
  standing(submission: string): Promise<MediaStanding>;
  /** Erases the files of a withdrawn submission that no other one lists. Doing it again does no harm. */
  erase(submission: string): Promise<void>;
  /** Ends what was begun and never ended: withdrawals, uploads that nobody finishes. */
  sweep(): Promise<void>;
}

export interface MediaOptions {
  readonly files: MediaFiles;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly keys: Keyring;
  now(): number;
  /** Bytes of one file, where less than `mediaLimits` is wanted. */
  readonly most?: number | undefined;
  /** Bytes of one submission's files together. */
  readonly mostTogether?: number | undefined;
  /** Bytes that are free on the disk. */
  readonly free?: (folder: string) => Promise<number>;
}

export const mediaPath = '/api/media';
const together = 2 * 1024 ** 3;
/** Bytes that files leave free: answers may lie on the same disk, and go first. */
export const reserve = 512 * 1024 ** 2;

export function openMedia(options: MediaOptions): Media {
  const { files, store, catalogue, keys, now } = options;
  const { most = Number.POSITIVE_INFINITY, mostTogether = together, free = freeOn } = options;
  const ledger = store.media;
  const uploads = new Uploads({ files, now, takeIn });
  const isListed = (hash: string) => ledger.isListed(hash);

  /** The row that lists this very file, or a refusal. */
  async function rowOf({ submission, hash, type, size }: UploadNote & { size: number }): Promise<MediaRow> {
    const rows = await ledger.of(submission);
    const row = rows.find((row) => row.hash === hash && row.type === type && row.size === size);
    if (!row) throw refused('media-unlisted');
    return row;
  }

  /** Lets an upload begin. What is here already needs none. */
  async function admit({ metadata, size = 0 }: Upload): Promise<void> {
    const note = UploadNote.parse(metadata);
    const row = await rowOf({ ...note, size });
    if (size > Math.min(mediaLimits[note.type], most)) throw refused('media-too-large');
    if (await files.has(row.hash, size)) return noteHere(note.submission, row);
    if (await isTooMuch(note.submission, row)) throw refused('media-too-large');
    if ((await free(files.uploads)) < 2 * size + reserve) throw refused('storage-full'); // twice: it is proven on a copy
  }

  async function isTooMuch(submission: string, row: MediaRow): Promise<boolean> {
    const rows = await ledger.of(submission);
    if (rows.reduce((sum, { size }) => sum + size, 0) <= mostTogether) return false;
    let sum = row.size;
    for (const { hash, size, receivedAt } of rows) {
      const isOther = hash !== row.hash;
      if (isOther && (receivedAt || (await uploads.knows(uploadNameOf(submission, hash))))) sum += size;
    }
    return sum > mostTogether;
  }

  /** A file that is here, from whomever, is here for this submission, too. */
  async function noteHere(submission: string, row: MediaRow): Promise<void> {
    if (row.receivedAt) return;
    if (!(await isOfType(files.pathOf(row.hash), row.type))) throw refused('media-type-other');
    const survey = await catalogue.survey(row.survey);
    const receivedAt = toKeptMoment(new Date(now()), survey?.privacy ?? 'anonymous');
    await ledger.note(submission, row, receivedAt, keys.publicKeys[0].id);
  }

  async function takeIn(arrived: Arrived): Promise<void> {
    const row = await rowOf(arrived);
    const draft = await files.prove(bytesOf(arrived.path), row);
    if (draft === null) throw refused('media-changed');
    if (!(await isOfType(draft, row.type))) {
      await files.drop(draft);
      throw refused('media-type-other');
    }
    await files.place(draft, row.hash);
    await noteHere(arrived.submission, row);
    if (await isListed(row.hash)) return;
    await files.letGo(row.hash, isListed); // taken back while it came
    throw refused('media-unlisted');
  }

  const tus = new Server({
    path: mediaPath,
    datastore: uploads,
    locker: openLocker(),
    lockDrainTimeout: 200,
    relativeLocation: true,
    maxSize: Math.min(Math.max(...Object.values(mediaLimits)), most),
    allowedOrigins: () => false,
    disableTerminationForFinishedUploads: true,
    namingFunction(_, metadata) {
      const note = UploadNote.safeParse(metadata);
      if (!note.success) throw refused('upload-malformed');
      return uploadNameOf(note.data.submission, note.data.hash);
    },
    async onUploadCreate(_, upload) {
      await admit(upload);
      return {};
    },
    onResponseError(_, error) {
      if ('status_code' in error) return undefined;
      throw error; // no refusal, but a fault or the database's weather: the app knows what to say
    },
  });

  return {
    files,
    async handle(request) {
      const said = await tus.handleWeb(endingQuietly(request));
      if (said.status >= 400) return { code: codeOf(said.status, await said.text()) };
      const headers = [...said.headers].filter(([name]) => !isKeptBack.test(name));
      return new Response(said.body, {
        status: said.status,
        headers: [...headers, ['cache-control', 'no-store']],
      });
    },
    async bring(arrived) {
      try {
        const row = await rowOf(arrived);
        if (await files.has(row.hash, row.size)) await noteHere(arrived.submission, row);
        else await takeIn(arrived);
        return null;
      } catch (error) {
        const { status_code: status, body } = error as { status_code?: unknown; body?: unknown };
        if (typeof status !== 'number') throw error;
        return { code: codeOf(status, String(body)) };
      }
    },
    async standing(submission) {
      const here: string[] = [];
      for (const row of await ledger.of(submission)) {
        if (!(await files.has(row.hash, row.size))) continue;
        here.push(row.hash);
        if (!row.receivedAt && (await isOfType(files.pathOf(row.hash), row.type)))
          await noteHere(submission, row);
      }
      const rows = await ledger.of(submission);
      const kept = new Map(
        rows
          .filter(({ hash, receivedAt }) => receivedAt && here.includes(hash))
          .map((row) => [row.hash, row]),
      );
      return {
        receipts: [...kept.values()].map(({ hash, size, receivedAt, signingKey: key }) =>
          keys.signMedia({ submission, hash, size, receivedAt, key }),
        ),
        missing: [...new Set(rows.map(({ hash }) => hash))].filter((hash) => !kept.has(hash)),
      };
    },
    erase: (submission) => eraseAll(submission),
    async sweep() {
      await eraseAll(null);
      await files.tidy(isListed);
      await files.authored.tidy(async () => true);
      await uploads.sweep();
    },
  };

  async function eraseAll(of: string | null): Promise<void> {
    for (;;) {
      const some = await ledger.toErase(of, 100);
      for (const { submission, hash } of some) {
        await uploads.discard(uploadNameOf(submission, hash));
        await files.letGo(hash, isListed);
        await ledger.forget(submission, hash);
      }
      if (some.length < 100) return;
    }
  }
}

/**
 * Pages of other sites have no business here; and whoever knows only an address, which a proxy may have written down, is not
 * told whose file it is (tus would send its metadata back).
 */
const isKeptBack = /^(access-control-|upload-metadata$)/;

/** A connection that breaks leaves us what had arrived until then. */
function endingQuietly(request: Request): Request {
  const { url, method, headers, body } = request;
  if (!body) return new Request(url, { method, headers });
  async function* pieces(from: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* from;
    } catch {
      // weather: the phone asks how far it came, and goes on from there
    }
  }
  const init = { method, headers, body: ReadableStream.from(pieces(body)), duplex: 'half' };
  return new Request(url, init as RequestInit);
}

export async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
