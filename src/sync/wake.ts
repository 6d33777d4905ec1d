/** A bonus where the browser has it: the outbox goes up with no page open (`src/carrier.ts`). Nothing depends on it. */
import { type Database, leftToCarry } from '../storage/index.ts';

/** What the browser remembers of us until there is a network. */
export const carrierTag = 'rintis-outbox';

const periodically = 12 * 60 * 60_000;

/** Background Sync and Periodic Background Sync (wicg.github.io): not in TypeScript's library, for only Chromium has them. */
interface Waking extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
  readonly periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}

const canWake = (): boolean => 'serviceWorker' in navigator && 'SyncManager' in globalThis;
const isCostly = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/**
 * Brings the carrier onto a phone that has something to carry, before it is needed: without a network it could not come. Not
 * where the person saves data.
 */
export async function prepareCarrier(db: Database): Promise<void> {
  if (!canWake() || isCostly()) return;
  const { waiting, others } = await leftToCarry(db);
  const begun = (await db.drafts.count()) + (await db.enrolments.count());
  if (begun + waiting + others === 0) return;
  const registration = await register();
  if (!registration?.periodicSync) return;
  const name = 'periodic-background-sync' as PermissionName;
  const permission = await navigator.permissions.query({ name }).catch(() => undefined);
  if (permission?.state === 'granted')
    await registration.periodicSync.register(carrierTag, { minInterval: periodically }).catch(unneeded);
}

/** Asks the browser to wake the carrier when there is a network. */
export async function wakeLater(): Promise<void> {
  if (!canWake()) return;
  const registration: Waking | undefined = await navigator.serviceWorker
    .getRegistration(scope)
    .catch(unneeded);
  if (registration?.active?.scriptURL.endsWith(file))
    await registration.sync?.register(carrierTag).catch(unneeded);
}

const file = '/carrier.js';
const scope = '/carrier/'; // no page is there: it answers no request

const register = (): Promise<Waking | undefined> =>
  navigator.serviceWorker.register(file, { scope, updateViaCache: 'none' }).catch(unneeded);

/** The page carries as well; a browser that will not (a private window, no network now) changes nothing. */
const unneeded = (_cause: unknown): undefined => undefined;
