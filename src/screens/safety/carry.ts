/** A draft in a link, from one browser of a person to another of theirs: what is behind `#` goes to no server. */
import { base64urlnopad } from '@scure/base';
import { gunzipSync, gzipSync } from 'fflate';
import {
  type Database,
  handOverRecords,
  lean,
  newestDrafts,
  planHandOver,
  type TakenIn,
  takeIn,
} from '../../storage/index.ts';
import {
  type HandOverHeader,
  handOverFormat,
  newFileId,
  readHandOver,
  toKeptMoment,
  writeHandOver,
} from '../../submission/index.ts';

/** Letters of a link that every way out carries: Android hands on 100 kB, chats cut far earlier. */
const longest = 6_000;
const mark = 'carried=';

/** Why a draft cannot go in a link. */
export type NotCarried = 'none' | 'files' | 'too-long';

/** The address of the page that takes it in, with the latest draft of a survey (or of any) in it. */
export async function linkWith(db: Database, survey?: string): Promise<URL | NotCarried> {
  const draft = (await newestDrafts(db)).find((one) => !survey || one.survey === survey);
  if (!draft) return 'none';
  const plan = lean(await planHandOver(db, [draft.survey], 'unreceived', { only: new Set([draft.id]) }));
  if (plan.counts.files > 0) return 'files';
  const privacy = (await db.surveys.get(draft.survey))?.privacy ?? 'anonymous';
  const header: HandOverHeader = {
    format: handOverFormat,
    id: newFileId(crypto.getRandomValues(new Uint8Array(16))),
    kind: 'hand-over',
    survey: draft.survey,
    at: toKeptMoment(new Date(), privacy),
    app: __APP_VERSION__,
    counts: plan.counts,
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeHandOver(header, handOverRecords(db, plan))) pieces.push(piece);
  const packed = base64urlnopad.encode(gzipSync(await bytesOf(pieces), { level: 9, mtime: 0 }));
  const link = new URL(`/storage#${mark}${packed}`, location.href);
  return link.href.length > longest ? 'too-long' : link;
}

const bytesOf = async (pieces: readonly Uint8Array[]): Promise<Uint8Array> =>
  new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());

/** What a link has in it, if it is such a link. */
export function carriedIn(link: string): string | null {
  const at = link.indexOf(`#${mark}`);
  return at < 0 ? null : link.slice(at + mark.length + 1).trim();
}

const largest = 1_000_000; // bytes unpacked: a link of that length could hold more, but no draft does

/** Takes it in, as any hand-over: nothing that is here is written over. Gives the survey that it is of. */
export async function takeCarried(db: Database, carried: string): Promise<TakenIn> {
  const packed = base64urlnopad.decode(carried);
  const size = new DataView(packed.buffer).getUint32(packed.length - 4, true);
  if (size > largest) throw new Error('no draft is that long');
  const bytes = gunzipSync(packed, { out: new Uint8Array(size) });
  const parts = () => readHandOver(once(bytes));
  for await (const part of parts()) if (part.kind === 'file') throw new Error('files do not go in a link');
  return takeIn(db, parts(), {
    now: () => new Date(),
    random: () => crypto.getRandomValues(new Uint8Array(16)),
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
