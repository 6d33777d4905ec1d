import type { MediaReceipt, Problem } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import {
  count,
  inOrder,
  keyOf,
  type MediaKey,
  minus,
  nothing,
  ofSubmission,
  parcelOf,
  plus,
  sumOf,
  tallyName,
  tallyOf,
} from './mediaQueue.ts';
import type { MediaParcel, WaitReason } from './rows.ts';
import { keepSetting, setting } from './submissions.ts';

const whenName = 'media-when';
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
