/** This device: what it remembers, and what carries its outbox up. Opened once for the page, by the first who needs it. */
import { clockCorrection, type Database, openHere, setting } from '../storage/index.ts';
import { toDay } from '../submission/index.ts';
import type { Runner } from '../sync/index.ts';
import { laterRunner } from './laterRunner.ts';
import { tellTabTrouble } from './tabTrouble.ts';

export interface Device {
  readonly db: Database;
  readonly runner: Runner;
}

/** The calendar day of now (UTC), by the server's clock where it was heard: this device's own may be a year wrong. */
export const today = async ({ db }: Pick<Device, 'db'>): Promise<string> =>
  toDay(new Date(Date.now() + (await clockCorrection(db))));

const aMoment = 300; // milliseconds: the first screen reads first, for whoever writes stands in its way

let opened: Promise<Device | null> | undefined;

/** The device, or null where the browser lets us keep nothing (a private window). */
export function openDevice(): Promise<Device | null> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Device | null> {
  const here = await openHere(tellTabTrouble);
  if (here.kind === 'refused') return null;
  if (await setting(here.db, 'lock')) await (await import('./safety/index.ts')).unlock(here.db);
  else addEventListener('storage', ({ key }) => key === 'rintis.lock' && location.reload()); // another tab locks
  const runner = laterRunner(async () => (await import('./carrying.ts')).startCarrying(here.db));
  setTimeout(() => void runner.nudge('visible'), aMoment);
  return { db: here.db, runner };
}
