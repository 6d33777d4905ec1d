import {
  type Live,
  type Locks,
  nextWithdrawalAt,
  outboxState,
  StorageBroken,
  StorageFull,
} from '../storage/index.ts';
import { askStandings, carryWithdrawals, tidy } from './after.ts';
import { drain, fullPace, type Pace, type SyncWorld } from './drain.ts';
import { waitAfter } from './pause.ts';
import { noProgress } from './progress.ts';
import { Sending, type SyncState, watchState } from './state.ts';
import { takeTurn } from './turn.ts';

/**
 * Why to look at the outbox now. `timer` and `kept` (something new in it) keep to a pause; `online`, `visible`,
 * `asked` (the person's tap) and `looked` (they look at what they sent) are signs of better weather and end one, unless the
 * server asked for it.
 */
export type Nudge = 'kept' | 'timer' | 'online' | 'visible' | 'asked' | 'looked';

export interface Runner {
  readonly state: Live<SyncState>;
  /** Sends what may go; resolves when this tab has nothing more to do for now. */
  nudge(why: Nudge): Promise<void>;
  stop(): void;
}

export interface RunnerWorld extends SyncWorld {
  readonly locks: Locks | undefined;
}

/** Carries the outbox up, one tab at a time, with patience. It stops only when told to. */
export function startRunner(world: RunnerWorld): Runner {
  const { db, timers, now } = world;
  const pace: Pace = { many: fullPace, progress: noProgress };
  const sending = new Sending();
  let timer: unknown;
  let running: Promise<void> | undefined;
  let again: Nudge | undefined;
  let blockedSince: number | undefined;
  let stopped = false;

  let unkept = 0;

  /** A device that can keep nothing just now (full, its connection lost) is weather, too: it goes on later. */
  async function run(why: Nudge): Promise<void> {
    timers.clear(timer);
    try {
      await takeOurTurn(why);
      unkept = 0;
    } catch (cause) {
      unkept += 1;
      if (!stopped) timer = timers.set(() => nudge('timer'), waitAfter(unkept, world.random));
      if (!(cause instanceof StorageFull || cause instanceof StorageBroken)) throw cause;
    }
  }

  async function takeOurTurn(why: Nudge): Promise<void> {
    const ours = await takeTurn(world.locks, blockedFor() > longestTurn, async () => {
      sending.begin();
      await carryUp(why).finally(() => sending.end());
    });
    blockedSince = ours ? undefined : (blockedSince ?? now());
    if (!stopped) await planNext(ours);
  }

  /** Answers first; then, where the weather is fair, what else there is to say and to ask. */
  async function carryUp(why: Nudge): Promise<void> {
    pace.progress = noProgress;
    const isFair = await drain(world, pace, why !== 'timer' && why !== 'kept', () =>
      sending.move(pace.progress),
    );
    if (!isFair || stopped) return;
    await carryWithdrawals(world);
    await askStandings(world, why === 'looked');
    await tidy(world);
  }

  const blockedFor = () => (blockedSince === undefined ? 0 : now() - blockedSince);

  async function planNext(ours: boolean): Promise<void> {
    const { waiting, nextTryAt, pause } = await outboxState(db);
    const wishAt = await nextWithdrawalAt(db);
    if (waiting === 0 && wishAt === undefined) return;
    const next = Math.min(
      waiting > 0 ? (nextTryAt ?? 0) : Number.POSITIVE_INFINITY,
      wishAt ?? Number.POSITIVE_INFINITY,
    );
    const wait = ours ? Math.max(pause?.until ?? 0, next) - now() : shortestLook;
    timer = timers.set(() => nudge('timer'), Math.min(Math.max(wait, 1_000), longestLook));
  }

  async function nudge(why: Nudge): Promise<void> {
    if (stopped) return;
    if (running) {
      again = why;
      return running;
    }
    running = run(why).finally(() => {
      running = undefined;
    });
    await running;
    const next = again;
    again = undefined;
    if (next) await nudge(next);
  }

  return {
    state: watchState(db, sending),
    nudge,
    stop() {
      stopped = true;
      timers.clear(timer);
    },
  };
}

const shortestLook = 15_000; // another tab sends: look again then
const longestLook = 60 * 60_000;
const longestTurn = 5 * 60_000; // a tab that holds the turn longer sleeps (iOS keeps locks of suspended pages)
