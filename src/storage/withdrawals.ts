/** Wishes to take a submission back: kept here until the server has said that it is done. */
import { receiptCode } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database } from './database.ts';
import { erase, whatIsErased } from './erasing.ts';
import { isOnItsWay, placesOf } from './outbox.ts';
import type { WaitReason, Withdrawal } from './rows.ts';

const fresh = { tries: 0, triedAt: 0, nextTryAt: 0 } as const;

/**
 * Notes that a person takes back a submission of this device. One that has never been sent is gone at once; of any other the
 * server hears, and until then it is sent no more. It hears of all where work was handed over: another device may have finished the
 * same interview.
 */
export const wishWithdrawal = (db: Database, id: string, wishedAt: string): Promise<void> =>
  act(db, [...whatIsErased(db), db.withdrawals, db.returned, db.receipts, db.handOvers], async () => {
    const submission = await db.submissions.get(id);
    if (!submission) return;
    const { hash, survey } = submission;
    if ((await db.withdrawals.where({ id }).count()) > 0) return;
    const code = receiptCode(id, (await db.receipts.get(id))?.hash ?? hash); // of a revision that the server knows
    const parcel = await db.outbox.get(id);
    const neverLeft =
      parcel !== undefined &&
      !parcel.mayBeThere &&
      !(await isOnItsWay(db, id)) &&
      (await db.revisions.where({ id }).count()) === 0;
    const state = neverLeft && !(await mayComeByHand(db)) ? 'done' : 'waiting';
    await db.withdrawals.put({ code, id, survey, wishedAt, ...fresh, state });
    await db.returned.delete(id);
    if (neverLeft) await erase(db, id);
    else await placesOf(db, id).delete();
  });

/** The same by a code alone, typed in from a receipt that another device has. */
export const wishWithdrawalByCode = (db: Database, code: string, wishedAt: string): Promise<void> =>
  act(db, [db.withdrawals], async () => {
    const before = await db.withdrawals.get(code);
    if (before?.state === 'done' || before?.state === 'waiting') return;
    await db.withdrawals.put({ ...before, code, wishedAt, ...fresh, state: 'waiting' });
  });

/** Wishes that may be told to the server now. */
export const dueWithdrawals = (db: Database, now: number): Promise<Withdrawal[]> =>
  look(db, [db.withdrawals], async () =>
    (await db.withdrawals.where({ state: 'waiting' }).toArray()).filter(
      ({ triedAt, nextTryAt }) => nextTryAt <= now || triedAt > now,
    ),
  );

/** The server has erased it: so does this device. */
export const withdrawalDone = (db: Database, code: string): Promise<void> =>
  act(db, [...whatIsErased(db), db.withdrawals, db.returned], async () => {
    const wish = await db.withdrawals.get(code);
    if (!wish) return;
    const { reason: _, ...done } = wish;
    await db.withdrawals.put({ ...done, state: 'done' });
    if (wish.id === undefined) return;
    await erase(db, wish.id);
    await db.returned.delete(wish.id);
  });

/** The codes of every version that is here of a submission that is taken back: the server may have any of them. */
export const codesOf = (db: Database, { id, code }: Withdrawal): Promise<string[]> =>
  look(db, [db.submissions, db.revisions], async () => {
    if (id === undefined) return [code];
    const own = (await db.submissions.get(id))?.hash;
    const beside = (await db.revisions.where({ id }).primaryKeys()).map(([, hash]) => hash);
    const codes = [...beside, ...(own ? [own] : [])].map((hash) => receiptCode(id, hash));
    return [...new Set([code, ...codes])];
  });

const lateness = 3 * 60_000; // longer than the server reads a request, and the longest that a batch waits for its reply

/**
 * The server has nothing under this code. One of today says so only of a typed one, for it takes back what comes later, by this
 * device or another. With one of before, a request that was late on its way may still bring it: so a submission of this device is
 * asked for twice. Then what is here is erased as the person wished.
 */
export const withdrawalMissed = (db: Database, code: string, now: number): Promise<void> =>
  act(db, [...whatIsErased(db), db.withdrawals], async () => {
    const wish = await db.withdrawals.get(code);
    if (!wish) return;
    if (wish.id === undefined) return void (await db.withdrawals.update(code, { state: 'unknown' }));
    const isLate = wish.missedAt !== undefined && now - wish.missedAt >= lateness;
    if (!isLate) {
      await db.withdrawals.update(code, { missedAt: now, triedAt: now, nextTryAt: now + lateness });
      return;
    }
    await db.withdrawals.update(code, { state: 'done' });
    await erase(db, wish.id);
  });

/** Whether this device has ever handed work over. Its clock does not tell whether that was before: it may be a year wrong. */
const mayComeByHand = async (db: Database): Promise<boolean> =>
  (await db.handOvers.toArray()).some(({ direction }) => direction === 'out');

/** Notes that a wish has to wait, and why. */
export const postponeWithdrawal = (
  db: Database,
  code: string,
  { reason, now, nextTryAt }: { reason: WaitReason; now: number; nextTryAt: number },
): Promise<void> =>
  act(db, [db.withdrawals], async () => {
    const wish = await db.withdrawals.get(code);
    if (wish) await db.withdrawals.put({ ...wish, reason, tries: wish.tries + 1, triedAt: now, nextTryAt });
  });

/** Lets those that wait go at once: the person asks. */
export const hurryWithdrawals = (db: Database): Promise<void> =>
  act(db, [db.withdrawals], async () => {
    await db.withdrawals.where({ state: 'waiting' }).modify({ nextTryAt: 0, triedAt: 0 });
  });

/** All wishes, for the screen. */
export const withdrawals = (db: Database): Promise<Withdrawal[]> =>
  look(db, [db.withdrawals], () => db.withdrawals.toArray());

/** Forgets a typed code that has been dealt with: on a device that several share, nobody reads another's. */
export const forgetTypedCode = (db: Database, code: string): Promise<void> =>
  act(db, [db.withdrawals], async () => {
    const wish = await db.withdrawals.get(code);
    if (wish && wish.id === undefined && wish.state !== 'waiting') await db.withdrawals.delete(code);
  });
