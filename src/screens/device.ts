/** This device: what it remembers, and what carries its outbox up. Opened once for the page, by the first who needs it. */
import { type Database, openHere, sweepMedia } from '../storage/index.ts';
import { type Runner, startSync } from '../sync/index.ts';
import { atDesk } from '../worker/index.ts';

export interface Device {
  readonly db: Database;
  readonly runner: Runner;
}

let opened: Promise<Device | null> | undefined;

/** The device, or null where the browser lets us keep nothing (a private window). */
export function openDevice(): Promise<Device | null> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Device | null> {
  const here = await openHere();
  if (here.kind === 'refused') return null;
  const runner = startSync(
    here.db,
    async (claims, keys) => (await atDesk()).verifyReceipts(claims, keys),
    async (claims, keys) => (await atDesk()).verifyMediaReceipts(claims, keys),
  );
  void runner.nudge('visible');
  sweepMedia(here.db, new Date().toISOString()).catch(() => undefined); // a device that cannot do it now does it next time
  return { db: here.db, runner };
}
