import type { Problem, Receipt } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { releaseMedia } from './mediaOutbox.ts';
import { type FinishedSubmission, type Parcel, twinKey, type WaitReason } from './rows.ts';
import { keepSetting } from './submissions.ts';

/** A submission that may go now, with its place in the outbox. */
export interface Due {
  readonly parcel: Parcel;
  readonly submission: FinishedSubmission;
}

/**
 * The submissions that may go now, no more than `limit`: oldest first, those that the server failed on after all others.
 * `now` in milliseconds.
 */
export const waiting = (db: Database, now: number, limit: number): Promise<Due[]> =>
  look(db, [db.outbox, db.submissions, db.revisions], async () => {
    const parcels = await inOrder(db)
      .filter((parcel) => isDue(parcel, now))
      .limit(limit)
      .toArray();
    const submissions = await db.submissions.bulkGet(parcels.map(({ id }) => id));
    const due = await Promise.all(
      parcels.map(async (parcel, at): Promise<Due[]> => {
        const submission = submissions[at] ?? (await twinOf(db, parcel.id));
        return submission ? [{ parcel, submission }] : [];
      }),
    );
    return due.flat();
  });

/** How the outbox stands. */
export interface OutboxState {
  readonly waiting: number;
  readonly aside: number;
  /** Of the one that goes next; milliseconds since 1970, 0 for at once. */
  readonly nextTryAt: number | undefined;
  readonly reason: WaitReason | undefined;
  /** What `keepPause` kept. */
  readonly pause: Pause | undefined;
}

export const outboxState = (db: Database): Promise<OutboxState> =>
  look(db, [db.outbox, db.settings], async () => {
    const count = await db.outbox.where({ state: 'waiting' }).count();
    const aside = await db.outbox.where({ state: 'aside' }).count();
    const next = await inOrder(db).first();
    const pause = (await db.settings.get(pauseName))?.value as Pause | undefined;
    return { waiting: count, aside, nextTryAt: next?.nextTryAt, reason: next?.reason, pause };
  });

/** Bad weather for all: nothing is sent until `until`. Kept on the device, so that all tabs and the next start know. */
export interface Pause {
  readonly tries: number;
  /** Milliseconds since 1970 by this device's clock. */
  readonly since: number;
  readonly until: number;
  readonly reason: WaitReason;
  /** The server asked for it: then a sign of better weather does not end it. */
  readonly asked: boolean;
}

const pauseName = 'sync-pause';

export const keepPause = (db: Database, pause: Pause | undefined): Promise<void> =>
  keepSetting(db, pauseName, pause);

/** Notes that a submission has to wait, and why. */
export const postpone = (
  db: Database,
  id: string,
  { reason, now, nextTryAt }: { reason: WaitReason; now: number; nextTryAt: number },
): Promise<void> =>
  act(db, [db.outbox], async () => {
    const parcel = await db.outbox.get(id);
    if (parcel?.state !== 'waiting' || parcel.triedAt === now) return;
    await db.outbox.update(id, { tries: parcel.tries + 1, triedAt: now, nextTryAt, reason });
  });

/** Puts a submission aside that the server will not have. It stays on the device, and holds up no other. */
export const putAside = (db: Database, id: string, problem: Problem): Promise<void> =>
  act(db, [db.outbox], async () => {
    await db.outbox.update(id, { state: 'aside', problem });
  });

/** Lets one that was put aside, or has to wait, go again at once. */
export const tryAgain = (db: Database, id: string): Promise<void> =>
  act(db, [db.outbox], async () => {
    await db.outbox.update(id, { state: 'waiting', tries: 0, triedAt: 0, nextTryAt: 0 });
  });

/**
 * Keeps a receipt whose signature was verified: only then does the submission leave the outbox; it stays on the device,
 * and its files may go. Says no to a receipt for anything else than the very bytes that are kept here.
 */
export const keepReceipt = (db: Database, receipt: Receipt): Promise<boolean> =>
  act(db, [db.submissions, db.revisions, db.outbox, db.receipts, db.mediaOutbox], async () => {
    const submission = await db.submissions.get(receipt.id);
    if (submission?.hash !== receipt.hash) return keepTwinReceipt(db, receipt);
    await db.receipts.put(receipt);
    await db.outbox.delete(receipt.id);
    await releaseMedia(db, receipt.id);
    return true;
  });

/** The revision beside another one that a place in the outbox is for. */
async function twinOf(db: Database, key: string): Promise<FinishedSubmission | undefined> {
  const [id = '', hash = ''] = key.split('/');
  return db.revisions.get([id, hash]);
}

async function keepTwinReceipt(db: Database, receipt: Receipt): Promise<boolean> {
  if ((await db.revisions.update([receipt.id, receipt.hash], { receipt })) === 0) return false;
  await db.outbox.delete(twinKey(receipt));
  await releaseMedia(db, receipt.id);
  return true;
}

const inOrder = (db: Database) =>
  db.outbox
    .where('[state+tries+since]')
    .between(['waiting', 0, ''], ['waiting', Number.POSITIVE_INFINITY, '\uffff']);

// The clock may have been set back since: a try that lies ahead of now says so.
const isDue = ({ triedAt, nextTryAt }: Parcel, now: number): boolean => nextTryAt <= now || triedAt > now;
