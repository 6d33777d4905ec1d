/** Files of submissions in the queue: how they join it, are let go, and are counted. */
import type { MediaFile, Submission } from '../submission/index.ts';
import { look } from './act.ts';
import type { Database } from './database.ts';
import type { Pause } from './outbox.ts';
import type { MediaParcel, WaitReason } from './rows.ts';
import { keepSetting } from './submissions.ts';

/** Names a file in the queue. */
export type MediaKey = Pick<MediaParcel, 'submission' | 'hash'>;

/** How the files of one submission stand; none where it has none. */
export interface FilesStanding {
  /** Files that the server has. */
  readonly received: number;
  /** All others: on their way, or put aside. */
  readonly parcels: readonly MediaParcel[];
}

export const filesStanding = (db: Database, submission: string): Promise<FilesStanding> =>
  look(db, [db.mediaOutbox, db.mediaReceipts], async () => ({
    received: await db.mediaReceipts.where({ submission }).count(),
    parcels: await ofSubmission(db, submission).toArray(),
  }));

/** Within an act: the files of a submission join the queue, each once, but those that the server has already. */
export async function queueMedia(
  db: Database,
  submission: string,
  files: readonly MediaFile[],
  since: string,
  state: 'unanswered' | 'waiting' = 'unanswered',
): Promise<void> {
  for (const { hash, size } of files) {
    if ((await parcelOf(db, { submission, hash })) || (await db.mediaReceipts.get([submission, hash])))
      continue;
    const times = { since, tries: 0, triedAt: 0, nextTryAt: 0 };
    await db.mediaOutbox.add({ submission, hash, size, state, sent: 0, ...times });
    await count(db, { files: 1, bytes: size, sent: 0 });
  }
}

/** Within an act: nothing of this submission goes any more. */
export async function unqueueMedia(db: Database, submission: string): Promise<void> {
  for (const parcel of await ofSubmission(db, submission).toArray()) {
    await db.mediaOutbox.delete(keyOf(parcel));
    if (parcel.state !== 'aside') await count(db, minus(parcel));
  }
}

/**
 * Within an act: the answers with this hash are there, so the files that they list may go; also one that was put aside because the
 * server knew only another version, which does not list it.
 */
export async function releaseMedia(
  db: Database,
  { id, hash }: { readonly id: string; readonly hash: string },
): Promise<void> {
  const parcels = await ofSubmission(db, id).toArray();
  if (parcels.length === 0) return;
  const own = await db.submissions.get(id);
  const kept = own?.hash === hash ? own : await db.revisions.get([id, hash]);
  const listed = new Set(kept?.body ? mediaIn(kept.body).map((file) => file.hash) : []);
  for (const parcel of parcels) {
    if (!listed.has(parcel.hash)) continue;
    const { problem, ...rest } = parcel;
    const isAside = parcel.state === 'aside' && problem?.code === 'media-unlisted';
    if (isAside || parcel.state === 'unanswered') await db.mediaOutbox.put({ ...rest, state: 'waiting' });
    if (isAside) await count(db, plus(parcel));
  }
}

const mediaIn = (body: string): readonly MediaFile[] => (JSON.parse(body) as Submission).media ?? [];

export const tallyName = 'media-tally';

/** Files, bytes and bytes already sent of all that wait: kept, since counting ten thousand rows at each step would be slow. */
export interface Tally {
  readonly files: number;
  readonly bytes: number;
  readonly sent: number;
}
export const nothing: Tally = { files: 0, bytes: 0, sent: 0 };

export const tallyOf = async (db: Database): Promise<Tally> =>
  ((await db.settings.get(tallyName))?.value as Tally | undefined) ?? nothing;

export async function count(db: Database, by: Tally): Promise<void> {
  if (by.files === 0 && by.bytes === 0 && by.sent === 0) return;
  await db.settings.put({ name: tallyName, value: sumOf(await tallyOf(db), by) });
}

export const sumOf = (one: Tally, other: Tally): Tally => ({
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
  sent: one.sent + other.sent,
});

export const plus = ({ size, sent }: MediaParcel): Tally => ({ files: 1, bytes: size, sent });
export const minus = ({ size, sent }: MediaParcel): Tally => ({ files: -1, bytes: -size, sent: -sent });

export const keyOf = ({ submission, hash }: MediaKey): [string, string] => [submission, hash];
export const parcelOf = (db: Database, key: MediaKey) => db.mediaOutbox.get(keyOf(key));

export const ofSubmission = (db: Database, submission: string) =>
  db.mediaOutbox.where('[submission+hash]').between([submission, ''], [submission, '\uffff']);

/** How the files stand that go up after the answers. */
export interface MediaState {
  /** Files that are not received yet, put aside ones not counted. */
  readonly files: number;
  /** Their sizes together, and how much of that is already there. */
  readonly bytes: number;
  readonly sent: number;
  /** Files that may go now or later: their submission was received. */
  readonly waiting: number;
  readonly aside: number;
  /** Of the one that goes next; milliseconds since 1970, 0 for at once. */
  readonly nextTryAt: number | undefined;
  readonly reason: WaitReason | undefined;
  readonly pause: Pause | undefined;
}

const pauseName = 'media-pause';

export const mediaState = (db: Database): Promise<MediaState> =>
  look(db, [db.mediaOutbox, db.settings], async () => {
    const tally = await tallyOf(db);
    const waiting = await db.mediaOutbox.where({ state: 'waiting' }).count();
    const aside = await db.mediaOutbox.where({ state: 'aside' }).count();
    const next = await inOrder(db).first();
    const pause = (await db.settings.get(pauseName))?.value as Pause | undefined;
    return { ...tally, waiting, aside, nextTryAt: next?.nextTryAt, reason: next?.reason, pause };
  });

/** What is still to be carried, counted without looking at it: answers; files that are not received, and wishes to take back. */
export interface Left {
  readonly waiting: number;
  readonly others: number;
}

export const leftToCarry = (db: Database): Promise<Left> =>
  look(db, [db.outbox, db.settings, db.withdrawals], async () => ({
    waiting: await db.outbox.where({ state: 'waiting' }).count(),
    others: (await tallyOf(db)).files + (await db.withdrawals.where({ state: 'waiting' }).count()),
  }));

/** A pause of the files only: answers keep to their own. */
export const keepMediaPause = (db: Database, pause: Pause | undefined): Promise<void> =>
  keepSetting(db, pauseName, pause);

/** Those that may go, the oldest first, and those that failed before after all others. */
export const inOrder = (db: Database) =>
  db.mediaOutbox
    .where('[state+tries+since]')
    .between(['waiting', 0, ''], ['waiting', Number.POSITIVE_INFINITY, '\uffff']);

/** Files without a receipt, and their sizes together: from the sums that are kept. */
export const filesWaiting = (db: Database): Promise<{ files: number; bytes: number }> =>
  look(db, [db.settings], async () => {
    const { files, bytes } = await tallyOf(db);
    return { files, bytes };
  });
