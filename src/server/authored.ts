/** The files that authors give with a questionnaire: taken in by hash, known by their bytes, handed to whoever has the hash. */
import { stat } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { imageSizeFromFile } from 'image-size/fromFile';
import type { AuthoredFile, Questionnaire } from '../questionnaire/index.ts';
import { type AuthoredType, authoredLimits, Hash } from '../submission/index.ts';
import { freeOn, type HashedFiles, isFull, isMissing, reserve } from './media/index.ts';
import type { Refusal } from './problem.ts';

/** Takes in a file that says which hash and how many bytes it has. The same again is the same file. */
export async function keepAuthored(
  files: HashedFiles,
  bytes: AsyncIterable<Uint8Array>,
  said: { readonly hash: string; readonly size: number },
): Promise<AuthoredFile | Refusal> {
  if (said.size > largest) return { code: 'media-too-large' };
  if ((await freeOn(files.uploads)) < said.size + reserve) return { code: 'storage-full' };
  try {
    const draft = await files.prove(bytes, said);
    if (draft === null) return { code: 'media-changed' };
    const facts = await factsOf(draft);
    const most = facts ? authoredLimits[facts.type] : 0;
    if (!facts || said.size > most) {
      await files.drop(draft);
      return { code: facts ? 'media-too-large' : 'media-type-other' };
    }
    await files.place(draft, said.hash);
    return { ...said, ...facts };
  } catch (error) {
    if (isFull(error)) return { code: 'storage-full' };
    throw error;
  }
}

const largest = Math.max(...Object.values(authoredLimits));

/** A file that is here: where it lies, and what it is. */
export async function findAuthored(
  files: HashedFiles,
  hash: string,
): Promise<{ readonly path: string; readonly type: AuthoredType; readonly size: number } | null> {
  if (!Hash.safeParse(hash).success) return null;
  const path = files.pathOf(hash);
  const found = await stat(path).catch((error) => {
    if (isMissing(error)) return null;
    throw error;
  });
  const type = found && (await typeOf(path));
  return found && type ? { path, type, size: found.size } : null;
}

/** The files that a questionnaire pins, and whether they are here. */
export const authoredOf = (files: HashedFiles, { files: pinned = {} }: Pick<Questionnaire, 'files'>) =>
  Promise.all(
    Object.entries(pinned).map(async ([name, file]) => ({
      name,
      ...file,
      isHere: await files.has(file.hash, file.size),
    })),
  );

/** What the first bytes are called by the library, where it is not our word. A sound without a picture is found as video. */
const aliases: Readonly<Record<string, AuthoredType>> = {
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'audio/vnd.wave': 'audio/wav',
  'video/x-m4v': 'video/mp4',
};

async function typeOf(path: string): Promise<AuthoredType | null> {
  const found = (await fileTypeFromFile(path))?.mime ?? '';
  if (found in authoredLimits) return found as AuthoredType;
  return aliases[found] ?? null;
}

async function factsOf(
  path: string,
): Promise<{ readonly type: AuthoredType; readonly width?: number; readonly height?: number } | null> {
  const type = await typeOf(path);
  if (!type?.startsWith('image/')) return type && { type };
  const seen = await imageSizeFromFile(path).catch(() => null);
  if (!seen) return null; // begins like a picture, and is none
  const lies = (seen.orientation ?? 1) > 4; // on its side, and every browser sets it up
  const { width, height } = lies ? { width: seen.height, height: seen.width } : seen;
  return { type, width, height };
}
