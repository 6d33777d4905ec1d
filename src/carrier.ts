/**
 * Wakes without a page, where the browser does that (Background Sync, in Chromium), and carries the outbox up: the same rooms, the
 * same turn among all tabs (Web Locks), the same proof of every receipt. A service worker of its own, beside the one that opens
 * the app: it answers no request, so it may change at any time, and a phone that never needs it never loads it.
 */
import { leftToCarry, mediaState, openHere, setting } from './storage/index.ts';
import { after, carrierTag, startRunner, surroundingsHere, wayFromHere } from './sync/index.ts';
import { verifyMediaReceipts, verifyReceipts } from './worker/work.ts';

/** What the browser hands over with a wake-up; TypeScript's own library has it for neither. */
interface WakeUp extends Event {
  readonly tag: string;
  waitUntil(done: Promise<unknown>): void;
}
declare const self: EventTarget & { skipWaiting(): Promise<void> };

self.addEventListener('install', () => void self.skipWaiting());
for (const kind of ['sync', 'periodicsync']) {
  self.addEventListener(kind, (event) => {
    const { tag, waitUntil } = event as WakeUp;
    if (tag === carrierTag) waitUntil.call(event, carry());
  });
}

/** Rejects while something still waits: then the browser tries again later, by its own patience. */
async function carry(): Promise<void> {
  const opened = await openHere();
  if (opened.kind === 'refused') throw new Error(opened.why);
  const { db } = opened;
  if (await setting(db, 'lock')) return db.close(); // nobody is here to open what it would carry
  const runner = startRunner({
    ...wayFromHere,
    db,
    verify: async (claims, keys) => verifyReceipts(claims, keys),
    verifyMedia: async (claims, keys) => verifyMediaReceipts(claims, keys),
    surroundings: surroundingsHere,
    now: Date.now,
    random: Math.random,
    locks: navigator.locks,
    after,
  });
  try {
    await runner.nudge('online');
    const { waiting, others } = await leftToCarry(db);
    const reason = (await mediaState(db)).pause?.reason;
    const isForLater = reason === 'metered' || reason === 'low-battery'; // the next page or the next wake-up looks again
    const left = waiting + (isForLater ? 0 : others);
    if (left > 0) throw new Error(`${left} still wait`);
  } finally {
    runner.stop();
    db.close();
  }
}
