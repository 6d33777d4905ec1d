/**
 * Uploads under way: for each, a file that grows and a note beside it of whose it is. The library's file store, but for what it
 * leaves out: it never syncs, begins anew what is created again, hides a full disk, and notes the hour.
 */
import { createWriteStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { ERRORS, Upload } from '@tus/server';
import * as z from 'zod/mini';
import { Hash, MediaType, SubmissionId, toDay } from '../../submission/index.ts';
import { blurTimes, type MediaFiles } from './files.ts';
import { refused } from './refused.ts';
import { isFull, isMissing } from './weather.ts';

/** How long an upload may lie unfinished: a phone comes back late. */
export const uploadLife = 90 * 24 * 60 * 60_000;

/** What is said with an upload when it is created. */
export const UploadNote = z.object({ submission: SubmissionId, hash: Hash, type: MediaType });
export type UploadNote = z.infer<typeof UploadNote>;

/** An upload that has all its bytes. */
export interface Arrived extends UploadNote {
  readonly size: number;
  readonly path: string;
}

export interface UploadsOptions {
  readonly files: MediaFiles;
  now(): number;
  /** Takes it in, or throws why not; then the upload is gone. */
  takeIn(arrived: Arrived): Promise<void>;
}

/**
 * The library's constructor makes its folder in the background, and where that fails it ends the process. Ours is made before,
 * by `openMediaFiles`.
 */
Object.defineProperty(FileStore.prototype, 'checkOrCreateDirectory', { value: () => undefined });

export class Uploads extends FileStore {
  readonly #options: UploadsOptions;

  constructor(options: UploadsOptions) {
    super({ directory: options.files.uploads, expirationPeriodInMilliseconds: uploadLife });
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
    this.#options = options;
  }

  /** What came before under this name stays. */
  override async create(upload: Upload): Promise<Upload> {
    const { now } = this.#options;
    upload.creation_date = toDay(new Date(now()));
    const { id, size = 0, metadata = {}, creation_date } = upload;
    const note = new Upload({ id, offset: 0, creation_date, size, metadata });
    await this.#orFull(async () => {
      await this.configstore.set(id, note);
      await blurTimes(this.#noteOf(id), now());
      if (await this.#isHere(note)) return;
      const file = await open(this.#pathOf(id), 'a', 0o600);
      await file.close();
      await blurTimes(this.#pathOf(id), now());
    });
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const note = await this.#read(id);
    const { size = 0, metadata = {}, creation_date = '' } = note;
    const at = (offset: number) => new Upload({ id, offset, size, metadata, creation_date });
    if (await this.#isHere(note)) return at(size);
    const offset = await this.#lengthOf(id);
    if (offset === size) {
      // The process was stopped between the last byte and here. A reply to HEAD can say no more than “unknown”: then it starts over.
      await this.#finish(note).catch((error) => {
        throw isFinal(error) ? ERRORS.FILE_NOT_FOUND : error;
      });
    }
    return at(offset);
  }

  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const note = await this.#read(id);
    const { size = 0 } = note;
    if (await this.#isHere(note)) return size;
    const path = this.#pathOf(id);
    const before = await this.#lengthOf(id);
    const target = createWriteStream(path, { flags: 'r+', start: offset });
    await this.#orFull(async () => {
      await pipeline(readable, target);
      const file = await open(path, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await blurTimes(path, this.#options.now());
    });
    const reached = offset + target.bytesWritten;
    if (Math.max(before, reached) === size) await this.#finish(note);
    return reached;
  }

  override async remove(id: string): Promise<void> {
    await this.#read(id);
    await this.discard(id);
  }

  /** Leaves nothing of it, whether or not there was something. */
  async discard(id: string): Promise<void> {
    for (const path of [this.#pathOf(id), this.#noteOf(id)]) await rm(path, { force: true });
  }

  /** Whether something of it is here or was. */
  async knows(id: string): Promise<boolean> {
    return (await this.configstore.get(id)) !== undefined;
  }

  /** Removes what nobody has finished for too long, and notes of what was. */
  async sweep(): Promise<void> {
    const { files, now } = this.#options;
    for (const name of await readdir(files.uploads)) {
      const [id = ''] = name.split('.');
      const note = await this.configstore.get(id);
      const since = Date.parse(note?.creation_date ?? '') || (await modifiedAt(join(files.uploads, name)));
      if (now() - since > uploadLife) await this.discard(id);
    }
  }

  async #finish(note: Upload): Promise<void> {
    const { id, size = 0, metadata } = note;
    const path = this.#pathOf(id);
    await this.#orFull(() => this.#options.takeIn({ ...UploadNote.parse(metadata), size, path })).catch(
      async (error) => {
        if (await this.#isHere(note)) return; // another process was as fast
        if (isFinal(error)) await this.discard(id);
        throw error;
      },
    );
    await rm(path, { force: true }); // the note stays, for the phone that did not hear the reply
  }

  async #read(id: string): Promise<Upload> {
    const note = await this.configstore.get(id);
    if (!note || !UploadNote.safeParse(note.metadata).success) throw ERRORS.FILE_NOT_FOUND;
    return note;
  }

  async #lengthOf(id: string): Promise<number> {
    try {
      return (await stat(this.#pathOf(id))).size;
    } catch (error) {
      throw isMissing(error) ? ERRORS.FILE_NOT_FOUND : error;
    }
  }

  async #orFull(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (isFull(error)) throw refused('storage-full');
      throw isMissing(error) ? ERRORS.FILE_NOT_FOUND : error; // taken back while it was on its way
    }
  }

  #isHere({ metadata, size = 0 }: Upload): Promise<boolean> {
    return this.#options.files.has(UploadNote.parse(metadata).hash, size);
  }

  #pathOf(id: string): string {
    return join(this.directory, id);
  }

  #noteOf(id: string): string {
    return join(this.directory, `${id}.json`);
  }
}

/** A refusal that stands however often the same bytes come. */
const isFinal = (error: unknown): boolean =>
  ['media-unlisted', 'media-changed', 'media-type-other'].includes(
    String((error as { body?: unknown }).body),
  );

const modifiedAt = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return Number.POSITIVE_INFINITY; // another process swept it
    throw error;
  }
};
