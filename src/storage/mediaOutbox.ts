import type { MediaFile, MediaReceipt, Problem } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import type { Pause } from './outbox.ts';
import type { MediaParcel, WaitReason } from './rows.ts';
import { keepSetting, setting } from './submissions.ts';

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

/** Names a file in the queue. */
export type MediaKey = Pick<MediaParcel, 'submission' | 'hash'>;

const pauseName = 'media-pause';
const whenName = 'media-when';
const tallyName = 'media-tally';

/** Files, bytes and bytes already sent of all that wait: kept, since counting ten thousand rows at each step would be slow. */
interface Tally {
  readonly files: number;
  readonly bytes: number;
  readonly sent: number;
}
const nothing: Tally = { files: 0, bytes: 0, sent: 0 };

export const mediaState = (db: Database): Promise<MediaState> =>
  look(db, [db.mediaOutbox, db.settings], async () => {
    const tally = await tallyOf(db);
    const waiting = await db.mediaOutbox.where({ state: 'waiting' }).count();
    const aside = await db.mediaOutbox.where({ state: 'aside' }).count();
    const next = await inOrder(db).first();
    const pause = (await db.settings.get(pauseName))?.value as Pause | undefined;
    return { ...tally, waiting, aside, nextTryAt: next?.nextTryAt, reason: next?.reason, pause };
  });

/** A pause of the files only: answers keep to their own. */
export const keepMediaPause = (db: Database, pause: Pause | undefined): Promise<void> =>
  keepSetting(db, pauseName, pause);

/** When files go up: `unmetered` spares a network that costs money, where the browser can tell. */
export type MediaWhen = 'always' | 'unmetered';

export const mediaWhen = async (db: Database): Promise<MediaWhen> =>
  (await setting(db, whenName)) === 'always' ? 'always' : 'unmetered';

export const keepMediaWhen = (db: Database, when: MediaWhen): Promise<void> =>
  keepSetting(db, whenName, when);

/** The file that may go now: the oldest, those that failed before after all others. Read one by one, never the whole queue. */
export const nextMedia = (db: Database, now: number): Promise<MediaParcel | undefined> =>
  look(db, [db.mediaOutbox], () =>
    inOrder(db)
      .filter(({ triedAt, nextTryAt }) => nextTryAt <= now || triedAt > now) // a clock that was set back
      .first(),
  );

/** Keeps where an upload goes on and how far it has come; `undefined` for one that has to start over. */
export const keepUpload = (
  db: Database,
  key: MediaKey,
  upload: string | undefined,
  sent: number,
): Promise<void> =>
  act(db, [db.mediaOutbox, db.settings], async () => {
    const parcel = await parcelOf(db, key);
    if (!parcel || (parcel.upload === upload && parcel.sent === sent)) return;
    const { upload: _, ...rest } = parcel;
    await db.mediaOutbox.put({ ...rest, sent, ...(upload === undefined ? {} : { upload }) });
    if (parcel.state !== 'aside') await count(db, { ...nothing, sent: sent - parcel.sent });
  });

/** Notes that a file has to wait, and why. */
export const postponeMedia = (
  db: Database,
  key: MediaKey,
  { reason, now, nextTryAt }: { reason: WaitReason; now: number; nextTryAt: number },
): Promise<void> =>
  act(db, [db.mediaOutbox], async () => {
    const parcel = await parcelOf(db, key);
    if (parcel?.state !== 'waiting' || parcel.triedAt === now) return;
    await db.mediaOutbox.put({ ...parcel, tries: parcel.tries + 1, triedAt: now, nextTryAt, reason });
  });

/**
 * Puts a file aside that the server will not have. It stays on the device, and holds up no other. No problem: its bytes are
 * not on this device any more.
 */
export const putMediaAside = (db: Database, key: MediaKey, problem: Problem | undefined): Promise<void> =>
  act(db, [db.mediaOutbox, db.settings], async () => {
    const parcel = await parcelOf(db, key);
    if (!parcel || parcel.state === 'aside') return;
    await db.mediaOutbox.put({ ...parcel, state: 'aside', ...(problem ? { problem } : {}) });
    await count(db, minus(parcel));
  });

/** Lets the files of a submission that were put aside, or have to wait, go again at once; from the beginning. */
export const tryMediaAgain = (db: Database, submission: string): Promise<void> =>
  act(db, [db.mediaOutbox, db.settings], async () => {
    for (const parcel of await ofSubmission(db, submission).toArray()) {
      if (parcel.state === 'unanswered') continue;
      const { problem: _, reason: __, upload: ___, ...rest } = parcel;
      const again = { ...rest, state: 'waiting', tries: 0, triedAt: 0, nextTryAt: 0, sent: 0 } as const;
      await db.mediaOutbox.put(again);
      if (parcel.state === 'aside') await count(db, plus(again));
      else await count(db, { ...nothing, sent: -parcel.sent });
    }
  });

/**
 * Keeps a receipt whose signature was verified: only then does the file leave the queue; its bytes stay on the device.
 * Says no to a receipt for a file that is not waited for here.
 */
export const keepMediaReceipt = (db: Database, receipt: MediaReceipt): Promise<boolean> =>
  act(db, [db.mediaOutbox, db.mediaReceipts, db.settings], async () => {
    const parcel = await parcelOf(db, receipt);
    if (parcel ? parcel.size !== receipt.size : !(await db.mediaReceipts.get(keyOf(receipt)))) return false;
    await db.mediaReceipts.put(receipt);
    await db.mediaOutbox.delete(keyOf(receipt));
    if (parcel && parcel.state !== 'aside') await count(db, minus(parcel));
    return true;
  });

/** The files of one submission that are still in the queue. */
export const mediaWaitingOf = (db: Database, submission: string): Promise<MediaParcel[]> =>
  look(db, [db.mediaOutbox], () => ofSubmission(db, submission).toArray());

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

/** Within an act: the answers are there, so their files may go. */
export async function releaseMedia(db: Database, submission: string): Promise<void> {
  for (const parcel of await ofSubmission(db, submission).toArray()) {
    if (parcel.state === 'unanswered') await db.mediaOutbox.put({ ...parcel, state: 'waiting' });
  }
}

/** Counts anew where the sums had gone wrong (rows that came another way); a thousand rows at a time. */
export const recountMedia = (db: Database): Promise<void> =>
  act(db, [db.mediaOutbox, db.settings], async () => {
    const waiting = await db.mediaOutbox.where({ state: 'waiting' }).count();
    const unanswered = await db.mediaOutbox.where({ state: 'unanswered' }).count();
    if (waiting + unanswered === (await tallyOf(db)).files) return;
    let sum = nothing;
    let after = ['', ''];
    for (;;) {
      const rows = await db.mediaOutbox.where('[submission+hash]').above(after).limit(1_000).toArray();
      for (const row of rows) if (row.state !== 'aside') sum = sumOf(sum, plus(row));
      const last = rows.at(-1);
      if (!last) break;
      after = keyOf(last);
    }
    await db.settings.put({ name: tallyName, value: sum });
  });

const tallyOf = async (db: Database): Promise<Tally> =>
  ((await db.settings.get(tallyName))?.value as Tally | undefined) ?? nothing;

async function count(db: Database, by: Tally): Promise<void> {
  if (by.files === 0 && by.bytes === 0 && by.sent === 0) return;
  await db.settings.put({ name: tallyName, value: sumOf(await tallyOf(db), by) });
}

const sumOf = (one: Tally, other: Tally): Tally => ({
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
  sent: one.sent + other.sent,
});

const plus = ({ size, sent }: MediaParcel): Tally => ({ files: 1, bytes: size, sent });
const minus = ({ size, sent }: MediaParcel): Tally => ({ files: -1, bytes: -size, sent: -sent });

const keyOf = ({ submission, hash }: MediaKey): [string, string] => [submission, hash];
const parcelOf = (db: Database, key: MediaKey) => db.mediaOutbox.get(keyOf(key));

const ofSubmission = (db: Database, submission: string) =>
  db.mediaOutbox.where('[submission+hash]').between([submission, ''], [submission, '\uffff']);

const inOrder = (db: Database) =>
  db.mediaOutbox
    .where('[state+tries+since]')
    .between(['waiting', 0, ''], ['waiting', Number.POSITIVE_INFINITY, '\uffff']);
