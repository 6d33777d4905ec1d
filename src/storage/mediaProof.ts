/** How a phone proves that it has the submission whose files it asks about. On its own, for it comes with the first file. */
import { look } from './act.ts';
import type { Database } from './database.ts';
import type { FinishedSubmission } from './rows.ts';

/** By which hash the server knows a submission of this device: of the version that it has, if it has one. */
export const knownHash = (db: Database, { id, hash }: FinishedSubmission): Promise<string> =>
  look(db, [db.receipts, db.revisions], async () => {
    const beside = async () =>
      (await db.revisions.where({ id }).toArray()).find(({ receipt }) => receipt)?.hash;
    return (await db.receipts.get(id))?.hash ?? (await beside()) ?? hash;
  });
