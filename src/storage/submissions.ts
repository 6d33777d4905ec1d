import { act, look } from './act.ts';
import type { Database } from './database.ts';
import type { Draft, FinishedSubmission, Sent } from './rows.ts';

/** What was finished on this device and how each stands, latest first; no more than `most`, for a queue may be long. */
export const mySubmissions = (db: Database, most = Number.POSITIVE_INFINITY): Promise<Sent[]> =>
  look(db, whatTells(db), async () => {
    const latest = db.submissions.orderBy('keptAt').reverse();
    return stand(db, await (Number.isFinite(most) ? latest.limit(most) : latest).toArray());
  });

/** One of them. */
export const submission = (db: Database, id: string): Promise<Sent | undefined> =>
  look(db, whatTells(db), async () => {
    const kept = await db.submissions.get(id);
    return kept && (await stand(db, [kept]))[0];
  });

/** The one that was finished last in this survey. */
export const latestIn = (db: Database, survey: string): Promise<FinishedSubmission | undefined> =>
  look(db, [db.submissions], () =>
    db.submissions
      .orderBy('keptAt')
      .reverse()
      .filter((one) => one.survey === survey)
      .first(),
  );

/** The one that was finished last in this survey before a draft was begun, and whose answers are still here. */
export const lastSavedBefore = (
  db: Database,
  { id, survey, startedAt }: Pick<Draft, 'id' | 'survey' | 'startedAt'>,
): Promise<FinishedSubmission | undefined> =>
  look(db, [db.submissions], () =>
    db.submissions
      .where('keptAt')
      .belowOrEqual(startedAt)
      .reverse()
      .filter((one) => one.survey === survey && one.id !== id && one.body !== '')
      .first(),
  );

const whatTells = (db: Database) => [db.submissions, db.outbox, db.receipts, db.returned, db.withdrawals];

/** A small thing to remember on this device: the language, the state of sending. */
export const keepSetting = (db: Database, name: string, value: unknown): Promise<void> =>
  act(db, [db.settings], async () => {
    await db.settings.put({ name, value });
  });

export const setting = (db: Database, name: string): Promise<unknown> =>
  look(db, [db.settings], async () => (await db.settings.get(name))?.value);

/**
 *   taken back         withdrawn
 *   receipt            received
 *   put aside          aside
 *   otherwise          waiting
 */
async function stand(db: Database, submissions: FinishedSubmission[]): Promise<Sent[]> {
  const ids = submissions.map(({ id }) => id);
  const [receipts, parcels, returns, wishes] = await Promise.all([
    db.receipts.bulkGet(ids),
    db.outbox.bulkGet(ids),
    db.returned.bulkGet(ids),
    db.withdrawals.where('id').anyOf(ids).toArray(),
  ]);
  const wishById = new Map(wishes.map((wish) => [wish.id, wish]));
  return submissions.map((kept, at): Sent => {
    const [receipt, parcel, returned] = [receipts[at], parcels[at], returns[at]];
    const withdrawal = wishById.get(kept.id);
    if (withdrawal) return { ...kept, state: 'withdrawn', withdrawal };
    const sent = returned ? { ...kept, returned } : kept;
    if (receipt?.hash === kept.hash) return { ...sent, state: 'received', receipt };
    if (parcel?.state === 'aside' && parcel.problem)
      return { ...sent, state: 'aside', problem: parcel.problem };
    return parcel?.reason
      ? { ...sent, state: 'waiting', reason: parcel.reason }
      : { ...sent, state: 'waiting' };
  });
}
