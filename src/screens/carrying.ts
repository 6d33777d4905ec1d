/** What carries the outbox up, and tidies up; loaded beside what a person waits for. */
import { type Database, sweepMedia } from '../storage/index.ts';
import { type Runner, startSync } from '../sync/index.ts';
import { atDesk } from '../worker/index.ts';
import { sharing } from './sharing.ts';

/** Begins to carry this device's outbox up, and sweeps what nobody has any more. */
export function startCarrying(db: Database): Runner {
  sweepMedia(db, new Date().toISOString()).catch(() => undefined); // a device that cannot do it now does it next time
  return startSync(
    db,
    async (claims, keys) => (await atDesk()).verifyReceipts(claims, keys),
    async (claims, keys) => (await atDesk()).verifyMediaReceipts(claims, keys),
    (here) => sharing(db, here),
  );
}
