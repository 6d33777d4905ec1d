import { calmly, type Database, leftToCarry, live, safety } from '../storage/index.ts';
import type { After } from './after.ts';
import { type Carrying, type CarryWorld, carryHere } from './carry.ts';
import type { Verify } from './drain.ts';
import type { VerifyMedia } from './media.ts';
import { type Runner, startRunner } from './runner.ts';
import { surroundingsHere, watchNetwork } from './surroundings.ts';
import { prepareCarrier, wakeLater } from './wake.ts';
import { wayFromHere } from './way.ts';

const much = 20; // waiting
const mostBesideScreen = 16; // submissions in one request: for 25 a slow phone stood still for 51 ms
const whenQuiet = 10_000; // milliseconds: after all that the person waits for

/** Comes when it is needed first. */
export const after = (): Promise<After> => import('./after.ts');

/**
 * Carries this device's outbox up for as long as the page is open: now, after every finished interview, when the network
 * comes back, when the person looks at the page again, and in between with patience. `share` may give the work of a turn away.
 */
export function startSync(
  db: Database,
  verify: Verify,
  verifyMedia: VerifyMedia,
  share: (here: Carrying) => Carrying,
): Runner {
  const world: CarryWorld = {
    ...wayFromHere,
    db,
    verify,
    verifyMedia,
    surroundings: surroundingsHere,
    now: Date.now,
    random: Math.random,
    after,
    mostAtOnce: mostBesideScreen,
    isTight: async () => (await safety()).tight,
  };
  const runner = startRunner({ ...world, locks: navigator.locks, carrying: share(carryHere(world)) });
  const online = () => void runner.nudge('online');
  const visible = () => document.visibilityState === 'visible' && void runner.nudge('visible');
  addEventListener('online', online);
  const unwatch = watchNetwork(online);
  document.addEventListener('visibilitychange', visible);
  const preparing = setTimeout(() => void prepareCarrier(db).catch(() => undefined), whenQuiet);
  let before = { waiting: 0, others: 0 };
  const watching = calmly(
    live(() => leftToCarry(db)),
    ({ waiting }) => waiting > much,
  ).subscribe({
    next(left) {
      const isMore = left.waiting > before.waiting;
      if (isMore) void runner.nudge('kept');
      if (isMore || left.others > before.others) void wakeLater();
      before = left;
    },
  });
  return {
    ...runner,
    stop() {
      watching.unsubscribe();
      clearTimeout(preparing);
      removeEventListener('online', online);
      unwatch();
      document.removeEventListener('visibilitychange', visible);
      runner.stop();
    },
  };
}
