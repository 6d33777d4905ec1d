/**
 * Takes in what was handed over without a network: by the same door as what phones send, so that it is checked, kept and proven
 * the same, and what came by both ways is one.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type HandOverFile,
  type HandOverHeader,
  type HandOverReport,
  readHandOver,
} from '../submission/index.ts';
import { openSealed } from './handover-open.ts';
import { type Desk, receive } from './intake.ts';
import type { Media } from './media/index.ts';

export interface HandOverDesk extends Desk {
  readonly media: Media;
}

export interface HandedIn {
  readonly path: string;
  readonly passphrase: string | undefined;
  /** Who brought it: noted in the log. */
  readonly by: string;
}

/**
 * Reads the file to its end before anything of it is kept, so that of a broken one nothing is. What is kept then is durable one
 * by one; ended in the middle, the same file again does the rest. Rejects with `HandOverRefused`.
 */
export async function takeHandOver(
  desk: HandOverDesk,
  { path, passphrase, by }: HandedIn,
): Promise<HandOverReport> {
  const identities = (await desk.catalogue.surveys()).flatMap(({ id }) => desk.keys.handOverIdentitiesOf(id));
  const parts = () => readHandOver(openSealed(path, { identities, passphrase }));
  const header = await readThrough(parts());

  const submissions: HandOverReport['submissions'] = { received: 0, known: 0, refused: [] };
  const owners = new Map<string, string[]>();
  for await (const part of parts()) {
    if (part.kind !== 'submission') continue;
    const { submission, body, hash } = part;
    const before = await desk.store.history(submission.id);
    const outcome = await receive(desk, Buffer.from(body), null, submission.id);
    if ('code' in outcome) submissions.refused.push({ id: submission.id, code: outcome.code });
    else if (before?.rows.some((row) => row.hash === hash)) submissions.known++;
    else submissions.received++;
    if ('code' in outcome) continue;
    for (const file of submission.media ?? [])
      owners.set(file.hash, [...(owners.get(file.hash) ?? []), submission.id]);
  }
  const files = header.counts.files === 0 ? noFiles() : await takeFiles(desk, parts(), owners);
  const { id, kind, survey, from, at, app, counts } = header;
  const report = {
    ...{ kind, at, app, submissions, files },
    ...(survey !== undefined && { survey }),
    ...(from !== undefined && { from }),
    drafts: counts.drafts,
  };
  desk.log({
    event: 'hand-over',
    ...{ file: id, kind, survey, from, made: at, app, by },
    ...{ received: submissions.received, known: submissions.known, refused: submissions.refused.length },
    ...{ files: files.received, drafts: counts.drafts },
  });
  return report;
}

async function readThrough(parts: ReturnType<typeof readHandOver>): Promise<HandOverHeader> {
  let header: HandOverHeader | undefined;
  for await (const part of parts) if (part.kind === 'header') header = part.header;
  if (!header) throw new Error('a hand-over begins with its header');
  return header;
}

const noFiles = (): HandOverReport['files'] => ({ received: 0, known: 0, refused: 0 });

/** Each file by itself in a folder of its own for a moment, then to every submission that lists it. */
async function takeFiles(
  { media }: HandOverDesk,
  parts: ReturnType<typeof readHandOver>,
  owners: ReadonlyMap<string, readonly string[]>,
): Promise<HandOverReport['files']> {
  const found = noFiles();
  const folder = await mkdtemp(join(tmpdir(), 'rintis-hand-over-'));
  try {
    for await (const part of parts) {
      if (part.kind !== 'file') continue;
      const submissions = owners.get(part.file.hash);
      if (!submissions) continue; // of a draft, which stays in the file
      found[await takeFile(media, { ...part, submissions, path: join(folder, 'file') })]++;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return found;
}

async function takeFile(
  media: Media,
  {
    file,
    bytes,
    submissions,
    path,
  }: { file: HandOverFile; bytes: AsyncIterable<Uint8Array>; submissions: readonly string[]; path: string },
): Promise<keyof HandOverReport['files']> {
  const isKnown = await media.files.has(file.hash, file.size);
  if (!isKnown) await pipeline(Readable.from(bytes), createWriteStream(path, { mode: 0o600 }));
  for (const submission of submissions) {
    const refusal = await media.bring({ ...file, submission, path });
    if (refusal) return 'refused';
  }
  return isKnown ? 'known' : 'received';
}
