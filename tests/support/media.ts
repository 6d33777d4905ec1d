/** Files as a phone makes them: bytes that are never the same twice, and what a submission says of them. */
import { createHash } from 'node:crypto';
import type { Attachment, Database } from '../../src/storage/index.ts';
import {
  attachMedia,
  beginDraft,
  type Draft,
  type FinishedSubmission,
  finishDraft,
} from '../../src/storage/index.ts';
import type { MediaFile } from '../../src/submission/index.ts';
import { draftOf, submissionOf } from './device.ts';

export const noon = '2026-11-23T05:00:00.000Z';

/** Bytes that look like a photo to whoever sniffs, and like noise to whoever compresses. */
export function photo(size: number, seed = 1): Blob {
  const bytes = new Uint8Array(size);
  let state = seed * 2_654_435_761;
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0].slice(0, size));
  return new Blob([bytes], { type: 'image/jpeg' });
}

export const hashOf = async (bytes: Blob): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await bytes.arrayBuffer()))
    .digest('hex');

export async function attachmentOf(
  owner: string,
  name: string,
  bytes: Blob,
  type: MediaFile['type'] = 'image/jpeg',
): Promise<Attachment> {
  return { owner, name, hash: await hashOf(bytes), type, size: bytes.size };
}

/** Attaches a file to a draft under this name. */
export async function attach(db: Database, owner: string, name: string, bytes: Blob): Promise<Attachment> {
  const attachment = await attachmentOf(owner, name, bytes);
  await attachMedia(db, attachment, bytes, noon);
  return attachment;
}

/** An interview with photos, begun and finished on this device. */
export async function finishedWith(
  db: Database,
  photos: readonly Blob[],
  changed: Partial<Draft> = {},
): Promise<{ submission: FinishedSubmission; files: Attachment[] }> {
  const draft = draftOf(changed);
  await beginDraft(db, draft, []);
  const files: Attachment[] = [];
  for (const [at, bytes] of photos.entries())
    files.push(await attach(db, draft.id, `photo-${at}.jpg`, bytes));
  const media = files.map(({ owner: _, ...file }) => file);
  const submission = submissionOf(draft, { b1: '4' }, media);
  await finishDraft(db, submission, media);
  return { submission, files };
}
