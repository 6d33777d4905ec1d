/** Brings the pictures, sounds and films of questionnaires down, each proven by its hash, and keeps them on this device. */
import { type AuthoredFile, type Questionnaire, versionOf } from '../questionnaire/index.ts';
import { type Database, filesInUse, questionnaire as keptQuestionnaire } from '../storage/index.ts';
import { type Way, withPatience } from './send.ts';
import type { Later } from './wire.ts';

/** Where they lie, by hash: what was proven, and nothing else. They can be fetched again, so they are no one's answers. */
export interface FileShelf {
  has(hash: string): Promise<boolean>;
  find(hash: string): Promise<Blob | undefined>;
  keep(hash: string, bytes: Blob): Promise<'kept' | 'full'>;
  hashes(): Promise<string[]>;
  drop(hash: string): Promise<void>;
}

/** What is needed to bring files. */
export interface Bringing {
  readonly way: Way;
  readonly shelf: FileShelf;
  hashOf(bytes: Blob): Promise<string>;
}

/** gone: the server has no such file. full: it came, and there is no room to keep it. */
export type BroughtFile =
  | { readonly kind: 'here' | 'full'; readonly bytes: Blob }
  | { readonly kind: 'gone' }
  | Later;

const usualPatience = 60_000;
const slowest = 4; // bytes in a millisecond: the edge of a village

/** A file from this device, or else from the server. What does not match its hash does not come. */
export async function bringFile(file: AuthoredFile, bringing: Bringing): Promise<BroughtFile> {
  const { shelf } = bringing;
  const here = await shelf.find(file.hash);
  if (here) return { kind: 'here', bytes: here };
  const first = await fetchFile(file, bringing, plainly);
  // what a proxy or the browser itself kept under this address may be another's: the server is asked once more
  const brought =
    first.kind === 'later' && first.reason === 'altered' ? await fetchFile(file, bringing, anew) : first;
  if (brought.kind !== 'here') return brought;
  const kept = await shelf.keep(file.hash, brought.bytes);
  return kept === 'kept' ? brought : { kind: 'full', bytes: brought.bytes };
}

const plainly = { accept: '*/*' };
const anew = { accept: '*/*', 'cache-control': 'no-cache' };

const fetchFile = (
  { hash, size, type }: AuthoredFile,
  { way, hashOf }: Bringing,
  headers: Readonly<Record<string, string>>,
): Promise<BroughtFile> =>
  withPatience<BroughtFile>(way, usualPatience + size / slowest, async (signal) => {
    const reply = await way.post({ method: 'GET', path: `/api/files/${hash}`, headers, signal });
    const isOurs = reply.headers.get('content-type')?.includes('json') ?? false;
    if (reply.status === 404 && isOurs) return { kind: 'gone' };
    if (reply.status >= 500 || reply.status === 429) return { kind: 'later', reason: 'server-busy' };
    if (!reply.ok) return { kind: 'later', reason: 'not-our-server' };
    const came = await reply.blob();
    const bytes = came.slice(0, came.size, type);
    if (bytes.size !== size || (await hashOf(bytes)) !== hash) return { kind: 'later', reason: 'altered' };
    return { kind: 'here', bytes };
  });

/** Whether a questionnaire's files are on this device: all that the server has, some, or as many as there was room for. */
export async function bringFiles(
  { files = {} }: Pick<Questionnaire, 'files'>,
  bringing: Bringing,
): Promise<'whole' | 'partly' | 'full'> {
  for (const file of Object.values(files)) {
    if (await bringing.shelf.has(file.hash)) continue;
    const { kind } = await bringFile(file, bringing);
    if (kind === 'later') return 'partly';
    if (kind === 'full') return 'full';
  }
  return 'whole';
}

/** Drops the files that no survey, draft or correction on this device needs. They come again where they are wanted again. */
export async function tidyFiles(db: Database, shelf: FileShelf): Promise<void> {
  const here = await shelf.hashes();
  if (here.length === 0) return;
  const inUse = await filesInUse(db);
  for (const hash of here) if (!inUse.has(hash)) await shelf.drop(hash);
}

/** A kept questionnaire, unless an app from before there were files kept it, which left them out: it has another hash. */
export async function wholeQuestionnaire(db: Database, hash: string): Promise<Questionnaire | undefined> {
  const kept = await keptQuestionnaire(db, hash);
  if (!kept || kept.files || !namesFiles(kept)) return kept;
  return versionOf(kept) === hash ? kept : undefined;
}

const namesFiles = ({ items, lists }: Questionnaire): boolean =>
  /"media":/.test(JSON.stringify([items, lists]));

const name = 'rintis-files';
const addressOf = (hash: string): string => `/api/files/${hash}`;

/** The browser's own cache: beside the app, which is also fetched again where it went. Without https there is none. */
export const shelfHere: FileShelf = {
  has: async (hash) => (await (await open())?.match(addressOf(hash))) !== undefined,
  find: async (hash) => (await (await open())?.match(addressOf(hash)))?.blob(),
  async keep(hash, bytes) {
    try {
      const reply = new Response(bytes, { headers: { 'content-type': bytes.type } });
      await (await open())?.put(addressOf(hash), reply);
      return 'kept';
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'QuotaExceededError') return 'full';
      throw cause;
    }
  },
  hashes: async () => {
    const all = (await (await open())?.keys()) ?? [];
    return all.map(({ url }) => url.slice(url.lastIndexOf('/') + 1));
  },
  drop: async (hash) => void (await (await open())?.delete(addressOf(hash))),
};

const open = async (): Promise<Cache | undefined> =>
  typeof caches === 'undefined' ? undefined : caches.open(name);
