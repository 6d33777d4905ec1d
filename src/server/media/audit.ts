/** Reads every file and trusts no name: is what lies here what it is called, and is everything here that was said to be? */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Fault } from '../audit.ts';
import { named, type Store } from '../store/index.ts';
import type { MediaFiles } from './files.ts';
import { filesPinned } from './pinned.ts';
import { isMissing } from './weather.ts';

const mostFaults = 1000; // in memory; one is enough to know

/** What happens meanwhile is no fault: where something seems wrong, the store is asked again. */
export async function auditMedia(
  store: Store,
  files: MediaFiles,
): Promise<{ readonly files: number; readonly faults: readonly Fault[] }> {
  const faults: Fault[] = [];
  const blame = (what: string, where: string) => {
    if (faults.length < mostFaults) faults.push({ what, where });
  };
  await store.look(async (snapshot) => {
    for await (const values of snapshot.rows('submission_media')) {
      const { submission_id: id, hash, size, received_at: receivedAt } = named('submission_media', values);
      if (!receivedAt || (await files.has(hash, Number(size)))) continue;
      const rows = await store.media.of(id);
      if (rows.some((row) => row.hash === hash)) blame('media: a file is missing', `${id} ${hash}`);
    }
    for await (const { hash, size } of filesPinned(snapshot))
      if (!(await files.authored.has(hash, size))) blame('media: a file of a questionnaire is missing', hash);
  });
  let count = 0;
  for await (const { hash, path } of files.authored.all()) {
    count++;
    if ((await hashOf(path)) !== hash) blame('media: bytes', hash);
  }
  for await (const { hash, path } of files.all()) {
    const found = await hashOf(path);
    if (found === null) continue; // erased since the folder was read
    count++;
    if (found !== hash) blame('media: bytes', hash);
    else if (!(await store.media.isListed(hash)) && (await isStillThere(path)))
      blame('media: a file that no submission lists', hash);
  }
  return { files: count, faults };
}

const isStillThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(piece);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return hash.digest('hex');
}
