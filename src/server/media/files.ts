/**
 * The media folder: each file once, under the hash of its bytes, whoever sent it and however often. A file is written under
 * another name, proven, made durable, and only then gets its own; so what stands there is whole. Times of files are cut to the
 * day: any survey may be anonymous. (What a file system notes by itself, as ext4's change time, cannot be set: who may read
 * the disk's own tables may read it.)
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing } from './weather.ts';

export interface MediaFiles extends HashedFiles {
  /** Beside them, in a folder of their own: the files of questionnaires, which nobody takes back. */
  readonly authored: HashedFiles;
}

/** A folder of files under their hashes. */
export interface HashedFiles {
  /** Where uploads grow. */
  readonly uploads: string;
  pathOf(hash: string): string;
  /** Whether it is here, whole. */
  has(hash: string, size: number): Promise<boolean>;
  /** A durable copy of these bytes under a passing name, that nobody else writes to; `null` if they are others. */
  prove(
    bytes: AsyncIterable<Uint8Array>,
    file: { readonly hash: string; readonly size: number },
  ): Promise<string | null>;
  /** Throws a copy away. */
  drop(draft: string): Promise<void>;
  /** Gives a proven copy its own name. Durable when it resolves. */
  place(draft: string, hash: string): Promise<void>;
  /** Erases it unless somebody lists it; asked after it was put out of sight, so that none who lists it then is told that it is here. */
  letGo(hash: string, isListed: (hash: string) => Promise<boolean>): Promise<void>;
  /** Ends what a stopped process had begun. */
  tidy(isListed: (hash: string) => Promise<boolean>): Promise<void>;
  /** Every file that is here, in the order of the hashes. */
  all(): AsyncGenerator<{ hash: string; path: string }>;
}

const day = 24 * 60 * 60_000;

export async function openMediaFiles(folder: string, now: () => number): Promise<MediaFiles> {
  const authored = await openFolder(join(folder, 'authored'), now);
  return { ...(await openFolder(folder, now)), authored };
}

async function openFolder(folder: string, now: () => number): Promise<HashedFiles> {
  const uploads = join(folder, 'uploads');
  const drafts = join(folder, 'drafts');
  const leaving = join(folder, 'leaving');
  for (const one of [uploads, drafts, leaving]) await mkdir(one, { recursive: true, mode: 0o700 });
  const shardOf = (hash: string) => join(folder, hash.slice(0, 2), hash.slice(2, 4));
  const pathOf = (hash: string) => join(shardOf(hash), hash);

  async function settle(aside: string, hash: string, isListed: (hash: string) => Promise<boolean>) {
    if (!(await isListed(hash))) return rm(aside, { force: true });
    await rename(aside, pathOf(hash)).catch(unlessMissing); // another process may have settled it
  }
  return {
    uploads,
    pathOf,
    async has(hash, size) {
      const found = await stat(pathOf(hash)).catch(unlessMissing);
      return found?.size === size;
    },
    async prove(bytes, { hash, size }) {
      const draft = join(drafts, randomUUID());
      try {
        const digest = createHash('sha256');
        let length = 0;
        const file = await open(draft, 'wx', 0o600);
        try {
          for await (const piece of bytes) {
            digest.update(piece);
            length += piece.length;
            await file.writeFile(piece);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        if (length === size && digest.digest('hex') === hash) return draft;
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await rm(draft, { force: true });
      return null;
    },
    drop: (draft) => rm(draft, { force: true }),
    async place(draft, hash) {
      const shard = shardOf(hash);
      await mkdir(shard, { recursive: true, mode: 0o700 });
      await blurTimes(draft, now());
      await rename(draft, pathOf(hash));
      await blurTimes(shard, now());
      // Those above, too: another process may have made them just now, and not yet synced them.
      for (const one of [shard, dirname(shard), folder]) await syncFolder(one);
    },
    async letGo(hash, isListed) {
      const aside = join(leaving, `${hash}.${randomUUID()}`);
      const isHere = await rename(pathOf(hash), aside).then(() => true, unlessMissing);
      if (!isHere) return;
      await settle(aside, hash, isListed);
      for (const one of [shardOf(hash), leaving]) await syncFolder(one);
    },
    async tidy(isListed) {
      for (const name of await readdir(leaving))
        await settle(join(leaving, name), name.split('.')[0] ?? '', isListed);
      for (const name of await readdir(drafts)) {
        const found = await stat(join(drafts, name)).catch(unlessMissing);
        if (found && now() - found.mtimeMs > 2 * day) await rm(join(drafts, name), { force: true });
      }
    },
    async *all() {
      for (const first of await shardsIn(folder)) {
        for (const second of await shardsIn(join(folder, first))) {
          const shard = join(folder, first, second);
          for (const hash of (await readdir(shard)).sort()) yield { hash, path: join(shard, hash) };
        }
      }
    },
  };
}

/** A file's bytes, opened when they are asked for: a stream whose file is gone before anybody listens ends the process. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 1024 * 1024 });
}

const shardsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();

/** Of a file or folder: the day, and no hour. */
export const blurTimes = (path: string, now: number): Promise<void> => {
  const midnight = new Date(now - (now % day));
  return utimes(path, midnight, midnight);
};

export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
