import type { Problem, Receipt } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { releaseMedia } from './mediaQueue.ts';
import { type FinishedSubmission, type Parcel, twinKey, type WaitReason } from './rows.ts';
import { type HeardTime, noteServerTime } from './serverTime.ts';
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
  look(db, [db.outbox, db.submissions, db.revisions], () => dueOf(db, now, limit));

/**
 * The same, and notes that they are on their way: from now on none of them can become a draft again as if it had never gone.
 * No more than one request may hold (`mostLoad` characters), but at least one.
 */
export const takeWaiting = (db: Database, now: number, limit: number, mostLoad: number): Promise<Due[]> =>
  act(db, [db.outbox, db.submissions, db.revisions, db.settings], async () => {
    const before = await onTheirWay(db);
    await markUnheard(db, before);
    const due = inOneLoad(await dueOf(db, now, limit), mostLoad);
    await noteWay(db, before, new Map(due.map(({ parcel, submission }) => [parcel.id, submission.hash])));
    return due;
  });

/** Nothing is on its way any more. What is still here may have arrived all the same, since nobody heard. */
export const endWay = (db: Database): Promise<void> =>
  act(db, [db.outbox, db.settings], async () => {
    const before = await onTheirWay(db);
    await markUnheard(db, before);
    await noteWay(db, before, new Map());
  });

/** Whether a submission is being sent, or was when its tab ended. Within an act. */
export const isOnItsWay = async (db: Database, id: string): Promise<boolean> =>
  (await onTheirWay(db)).has(id);

const wayName = 'sync-on-its-way';

/** Hashes by their names in the outbox. */
type OnTheirWay = ReadonlyMap<string, string>;

const onTheirWay = async (db: Database): Promise<OnTheirWay> =>
  ((await db.settings.get(wayName))?.value as OnTheirWay | undefined) ?? new Map();

async function noteWay(db: Database, before: OnTheirWay, now: OnTheirWay): Promise<void> {
  if (before.size > 0 || now.size > 0) await db.settings.put({ name: wayName, value: now });
}

async function markUnheard(db: Database, way: OnTheirWay): Promise<void> {
  if (way.size > 0)
    await db.outbox
      .where('id')
      .anyOf([...way.keys()])
      .modify({ mayBeThere: true });
}

/** These were heard of, or others have taken their place. Within an act. */
export async function leaveWay(db: Database, ids: readonly string[]): Promise<void> {
  const before = await onTheirWay(db);
  const heard = new Set(ids);
  if (ids.some((id) => before.has(id)))
    await noteWay(db, before, new Map([...before].filter(([id]) => !heard.has(id))));
}

async function dueOf(db: Database, now: number, limit: number): Promise<Due[]> {
  // Those that were never held up are all due: read in one go, and not by a cursor, row by row.
  const fresh = await db.outbox
    .where('[state+tries+since]')
    .between(['waiting', 0, ''], ['waiting', 0, '\uffff'])
    .limit(limit)
    .toArray();
  const heldUp =
    fresh.length < limit
      ? await db.outbox
          .where('[state+tries+since]')
          .between(['waiting', 1, ''], ['waiting', Number.POSITIVE_INFINITY, '\uffff'])
          .filter((parcel) => isDue(parcel, now))
          .limit(limit - fresh.length)
          .toArray()
      : [];
  const parcels = [...fresh.filter((parcel) => isDue(parcel, now)), ...heldUp];
  const submissions = await textsOf(db, parcels);
  return parcels.flatMap((parcel) => {
    const submission = submissions.get(parcel.id);
    return submission ? [{ parcel, submission }] : [];
  });
}

/**
 * What lies next to each other in the outbox was kept one after the other, so it is read in one go: on a slow phone a hundred
 * requests to the database are a long task. The few that were not are asked for one by one.
 */
async function textsOf(db: Database, parcels: readonly Parcel[]): Promise<Map<string, FinishedSubmission>> {
  const times = parcels.map(({ since }) => since).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const near = await db.submissions
    .where('keptAt')
    .between(first, last, true, true)
    .limit(parcels.length)
    .toArray();
  const found = new Map(near.map((one) => [one.id, one]));
  const others = parcels.filter(({ id }) => !found.has(id));
  const apart = await db.submissions.bulkGet(others.map(({ id }) => id));
  for (const one of apart) if (one) found.set(one.id, one);
  for (const { id } of others) {
    const twin = found.has(id) ? undefined : await twinOf(db, id);
    if (twin) found.set(id, twin);
  }
  return found;
}

const slice = 25;

/** A few rows at a time: on a slow phone a hundred requests to the database at once are a tenth of a second without a screen. */
async function inSlices<T, R>(
  all: readonly T[],
  work: (some: readonly T[]) => PromiseLike<R[]>,
): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += slice)
    done.push(...(await work(all.slice(from, from + slice))));
  return done;
}

/** As many as fit into one request; at least one. */
function inOneLoad(due: Due[], mostLoad: number): Due[] {
  let load = 0;
  const over = due.findIndex(({ submission }, at) => {
    load += submission.body.length;
    return at > 0 && load > mostLoad;
  });
  return over < 0 ? due : due.slice(0, over);
}

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

const much = { waiting: 20, receipts: 500 };

/** Whether a turn is long work: many wait, or many were received, which are looked through. */
export const muchToCarry = (db: Database): Promise<boolean> =>
  look(
    db,
    [db.outbox, db.receipts],
    async () =>
      (await db.outbox.limit(much.waiting + 1).count()) > much.waiting ||
      (await db.receipts.limit(much.receipts + 1).count()) > much.receipts,
  );

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

/** Just this, where nobody asks how many wait: counting ten thousand for each request would be slow. */
export const pauseOf = (db: Database): Promise<Pause | undefined> =>
  look(db, [db.settings], async () => (await db.settings.get(pauseName))?.value as Pause | undefined);

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
  act(db, [db.outbox, db.settings], async () => {
    await db.outbox.update(id, { state: 'aside', problem });
    await leaveWay(db, [id]);
  });

/** Lets one that was put aside, or has to wait, go again at once. */
export const tryAgain = (db: Database, id: string): Promise<void> =>
  act(db, [db.outbox], async () => {
    await db.outbox.update(id, { state: 'waiting', tries: 0, triedAt: 0, nextTryAt: 0 });
  });

/** Keeps one receipt. Says no to one for anything else than the very bytes that are kept here. */
export const keepReceipt = async (db: Database, receipt: Receipt): Promise<boolean> =>
  (await keepReceipts(db, [receipt])) === 1;

/**
 * Keeps receipts whose signatures were verified: only then do their submissions leave the outbox; they stay on the device,
 * and their files may go. Those of one reply are one act. Passes over a receipt for anything else than the very bytes that are kept here, and says how
 * many were not. `serverTime`: what the reply that brought them said of it.
 */
export const keepReceipts = (
  db: Database,
  receipts: readonly Receipt[],
  serverTime?: HeardTime,
): Promise<number> =>
  act(db, keepingReceipts(db), async () => {
    const way = await onTheirWay(db);
    const own = await inSlices(receipts, async (some) => {
      const isOwn = await Promise.all(
        some.map(async ({ id, hash }) => (way.get(id) ?? (await db.submissions.get(id))?.hash) === hash),
      );
      const kept = some.filter((_, at) => isOwn[at]);
      await db.receipts.bulkPut(kept);
      await db.outbox.bulkDelete(kept.map(({ id }) => id));
      return kept;
    });
    await leaveWay(
      db,
      own.map(({ id }) => id),
    );
    const haveFiles = (await db.mediaOutbox.where('state').anyOf('unanswered', 'aside').count()) > 0;
    if (haveFiles) for (const receipt of own) await releaseMedia(db, receipt);
    let others = 0;
    for (const receipt of receipts)
      if (!own.includes(receipt) && (await keepOthersReceipt(db, receipt))) others += 1;
    if (serverTime) await noteServerTime(db, serverTime);
    return own.length + others;
  });

/** When the next wish may be told; undefined where none waits. */
export const nextWithdrawalAt = (db: Database): Promise<number | undefined> =>
  look(db, [db.withdrawals], async () => {
    const times = (await db.withdrawals.where({ state: 'waiting' }).toArray()).map(
      ({ nextTryAt }) => nextTryAt,
    );
    return times.length > 0 ? Math.min(...times) : undefined;
  });

const keepingReceipts = (db: Database) => [
  db.submissions,
  db.outbox,
  db.receipts,
  db.revisions,
  db.settings,
  db.mediaOutbox,
];

/**
 * For a revision beside the one that has the id: a correction was finished here while it was on its way, or it waited as another
 * version. Says whether it waited.
 */
async function keepOthersReceipt(db: Database, receipt: Receipt): Promise<boolean> {
  await db.revisions.update([receipt.id, receipt.hash], { receipt });
  const place = twinKey(receipt);
  if (!(await db.outbox.get(place))) return false;
  await db.outbox.delete(place);
  await leaveWay(db, [place]);
  await releaseMedia(db, receipt);
  return true;
}

/** The revision beside another one that a place in the outbox is for. */
async function twinOf(db: Database, place: string): Promise<FinishedSubmission | undefined> {
  const [id = '', hash] = place.split('/');
  return hash === undefined ? undefined : db.revisions.get([id, hash]);
}

/** Every place in the outbox of a submission, and of what stands beside it. Within an act. */
export const placesOf = (db: Database, id: string) =>
  db.outbox.where('id').between(id, `${id}/\uffff`, true, true);

const inOrder = (db: Database) =>
  db.outbox
    .where('[state+tries+since]')
    .between(['waiting', 0, ''], ['waiting', Number.POSITIVE_INFINITY, '\uffff']);

// The clock may have been set back since: a try that lies ahead of now says so.
const isDue = ({ triedAt, nextTryAt }: Parcel, now: number): boolean => nextTryAt <= now || triedAt > now;
