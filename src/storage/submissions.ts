import { act, look } from './act.ts';
import type { Database } from './database.ts';
import type { FinishedSubmission, Sent } from './rows.ts';

/** All that was finished on this device and how each stands, latest first. */
export const mySubmissions = (db: Database): Promise<Sent[]> =>
  look(db, [db.submissions, db.outbox, db.receipts], async () =>
    stand(db, await db.submissions.orderBy('keptAt').reverse().toArray()),
  );

/** One of them. */
export const submission = (db: Database, id: string): Promise<Sent | undefined> =>
  look(db, [db.submissions, db.outbox, db.receipts], async () => {
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

/** A small thing to remember on this device: the language, the state of sending. */
export const keepSetting = (db: Database, name: string, value: unknown): Promise<void> =>
  act(db, [db.settings], async () => {
    await db.settings.put({ name, value });
  });

export const setting = (db: Database, name: string): Promise<unknown> =>
  look(db, [db.settings], async () => (await db.settings.get(name))?.value);

/**
 *   receipt            received
 *   put aside          aside
 *   otherwise          waiting
 */
async function stand(db: Database, submissions: FinishedSubmission[]): Promise<Sent[]> {
  const ids = submissions.map(({ id }) => id);
  const [receipts, parcels] = await Promise.all([db.receipts.bulkGet(ids), db.outbox.bulkGet(ids)]);
  return submissions.map((kept, at): Sent => {
    const receipt = receipts[at];
    const parcel = parcels[at];
    if (receipt?.hash === kept.hash) return { ...kept, state: 'received', receipt };
    if (parcel?.state === 'aside' && parcel.problem)
      return { ...kept, state: 'aside', problem: parcel.problem };
    return parcel?.reason
      ? { ...kept, state: 'waiting', reason: parcel.reason }
      : { ...kept, state: 'waiting' };
  });
}
