/** Keep until proven: how long copies of what was received stay on this device, and how they go. */
import {
  isKeptLongEnough,
  type KeepingDays,
  keepingDays,
  stakeOf,
  usualKeepingDays,
} from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { erase, whatIsErased, whatMediaAreIn } from './erasing.ts';
import { freeBytes, ofOwner } from './mediaOwners.ts';
import { placesOf } from './outbox.ts';
import { heardServerTime } from './serverTime.ts';
import { keepSetting, setting } from './submissions.ts';

const name = 'keeping-days';

/** How many days this device keeps a copy after its receipt. */
export async function chosenKeepingDays(db: Database): Promise<KeepingDays> {
  const chosen = await setting(db, name);
  return keepingDays.find((days) => days === chosen) ?? usualKeepingDays;
}

export const chooseKeepingDays = (db: Database, days: KeepingDays): Promise<void> =>
  keepSetting(db, name, days);

/** What was freed. */
export interface Freed {
  readonly files: number;
  readonly bytes: number;
  readonly submissions: number;
}

const page = 200; // submissions looked at in one act, so that memory stays flat and no other act waits long

/**
 * Frees what has been kept for long enough: files first, and answers only where space is short (`andAnswers`) or the person
 * asks. Receipts stay. Nothing goes that is not proven to have arrived, whole: the answers by their receipt, each file by its
 * own. Stopped at any moment, it goes on the next time.
 */
export async function freeKept(db: Database, { andAnswers }: { andAnswers: boolean }): Promise<Freed> {
  const days = await chosenKeepingDays(db);
  const serverTime = (await heardServerTime(db))?.said;
  let freed: Freed = { files: 0, bytes: 0, submissions: 0 };
  if (serverTime === undefined) return freed;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const ids: string[] = await look(db, [db.receipts], () =>
      db.receipts.where('id').above(after).limit(page).primaryKeys(),
    );
    for (const id of ids) freed = sum(freed, await freeOne(db, id, { serverTime, days, andAnswers }));
    after = ids.at(-1);
  }
  return freed;
}

interface Rule {
  readonly serverTime: number;
  readonly days: KeepingDays;
  readonly andAnswers: boolean;
}

async function freeOne(db: Database, id: string, { serverTime, days, andAnswers }: Rule): Promise<Freed> {
  const isOver = await look(db, whatProves(db), async () => {
    const receipt = await db.receipts.get(id);
    const hasMore = andAnswers || (await ofOwner(db, id).count()) > 0;
    return (
      receipt && hasMore && isKeptLongEnough(receipt.receivedAt, serverTime, days) && (await isProven(db, id))
    );
  });
  if (!isOver) return nothing;
  return act(db, [...new Set([...whatProves(db), ...whatMediaAreIn(db)])], async () => {
    if (!(await isProven(db, id))) return nothing; // corrected meanwhile
    const { files, bytes } = await freeFiles(db, id);
    if (!andAnswers) return { files, bytes, submissions: 0 };
    const submission = await db.submissions.get(id);
    await db.revisions.where({ id }).modify({ body: '' });
    if (!submission?.body) return { files, bytes, submissions: 0 };
    await db.submissions.update(id, { body: '' });
    return { files, bytes: bytes + submission.body.length, submissions: 1 };
  });
}

/** The bytes of its files that nobody else on this device still needs. That they were its files stays known. */
async function freeFiles(db: Database, id: string): Promise<{ files: number; bytes: number }> {
  let freed = { files: 0, bytes: 0 };
  for (const { hash } of await ofOwner(db, id).toArray()) {
    const owners = await db.attachments.where({ hash }).toArray();
    const needed = await Promise.all(
      owners.map(async ({ owner }) => owner !== id && !(await isProven(db, owner))),
    );
    const bytes = needed.includes(true) ? 0 : await freeBytes(db, hash);
    if (bytes > 0) freed = { files: freed.files + 1, bytes: freed.bytes + bytes };
  }
  return freed;
}

const nothing: Freed = { files: 0, bytes: 0, submissions: 0 };
const sum = (one: Freed, other: Freed): Freed => ({
  files: one.files + other.files,
  bytes: one.bytes + other.bytes,
  submissions: one.submissions + other.submissions,
});

const whatProves = (db: Database) => [
  db.submissions,
  db.revisions,
  db.receipts,
  db.outbox,
  db.drafts,
  db.returned,
  db.attachments,
  db.mediaOutbox,
  db.mediaReceipts,
  db.withdrawals,
];

/** Proven to be there whole, and nobody is at work on it. Within an act. */
async function isProven(db: Database, id: string): Promise<boolean> {
  if ((await stakeHere(db, id)) !== 'nothing') return false;
  return !(await db.drafts.get(id)) && !(await db.returned.get(id));
}

async function stakeHere(db: Database, id: string): Promise<ReturnType<typeof stakeOf>> {
  const [submission, receipt, parcel] = await Promise.all([
    db.submissions.get(id),
    db.receipts.get(id),
    placesOf(db, id).first(),
  ]);
  const files = await ofOwner(db, id).toArray();
  const receipts = await db.mediaReceipts.bulkGet(files.map(({ hash }): [string, string] => [id, hash]));
  const taken = (await db.withdrawals.where({ id }).toArray()).some(({ state }) => state === 'done');
  return stakeOf({
    isReceived: !parcel && receipt !== undefined && (!submission || receipt.hash === submission.hash),
    areFilesReceived:
      receipts.every(Boolean) && (await db.mediaOutbox.where({ submission: id }).count()) === 0,
    isWithdrawn: taken,
  });
}

/** What would be lost for good if a person deleted this submission from this device now. */
export const stakeIn = (db: Database, id: string): Promise<ReturnType<typeof stakeOf>> =>
  look(db, whatProves(db), () => stakeHere(db, id));

/**
 * Deletes a submission from this device because its person says so, knowing what is at stake. Says no where more would be lost
 * than the person was told: then it has to be asked again.
 */
export const deleteHere = (db: Database, id: string, told: ReturnType<typeof stakeOf>): Promise<boolean> =>
  act(db, [...new Set([...whatProves(db), ...whatIsErased(db)])], async () => {
    const stake = await stakeHere(db, id);
    if (stake !== told && stake !== 'nothing') return false;
    await erase(db, id);
    await db.returned.delete(id);
    if (stake === 'everything' && !(await db.receipts.get(id))) await db.submissions.delete(id);
    return true;
  });
