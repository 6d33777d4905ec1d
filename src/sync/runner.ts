import {
  type Live,
  type Locks,
  mediaState,
  nextWithdrawalAt,
  outboxState,
  StorageBroken,
  StorageFull,
} from '../storage/index.ts';
import { type Carrying, type CarryWorld, carryHere, type Nudge } from './carry.ts';
import { holdsFiles, waitAfter } from './pause.ts';
import { Sending, type SyncState, watchState } from './state.ts';
import { takeTurn } from './turn.ts';

export interface Runner {
  readonly state: Live<SyncState>;
  /** Sends what may go; resolves when this tab has nothing more to do for now. */
  nudge(why: Nudge): Promise<void>;
  stop(): void;
}

export interface RunnerWorld extends CarryWorld {
  readonly locks: Locks | undefined;
  /** Who does the work of a turn; without it, it is done here. */
  readonly carrying?: Carrying;
}

/** Carries the outbox up, one tab at a time, with patience. It stops only when told to. */
export function startRunner(world: RunnerWorld): Runner {
  const { db, timers, now, carrying = carryHere(world) } = world;
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
    const ours = await takeTurn(world.locks, blockedFor() > longestTurn, () => {
      sending.begin();
      return carrying.carryUp(why, (progress) => sending.move(progress)).finally(() => sending.end());
    });
    blockedSince = ours ? undefined : (blockedSince ?? now());
    if (!stopped) await planNext(ours);
  }

  const blockedFor = () => (blockedSince === undefined ? 0 : now() - blockedSince);

  async function planNext(ours: boolean): Promise<void> {
    const [answers, files] = [await outboxState(db), await mediaState(db)];
    const held = holdsFiles(answers.pause, now()) ? answers.pause.until : 0;
    const untils = [
      ...(answers.waiting > 0 ? [Math.max(answers.pause?.until ?? 0, answers.nextTryAt ?? 0)] : []),
      ...(files.waiting > 0 ? [Math.max(files.pause?.until ?? 0, files.nextTryAt ?? 0, held)] : []),
    ];
    const wishAt = world.after && (await nextWithdrawalAt(db));
    if (wishAt !== undefined) untils.push(Math.max(wishAt, held));
    if (untils.length === 0) return;
    const until = Math.min(...untils);
    const wait = ours ? until - now() : shortestLook;
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
      carrying.stop();
    },
  };
}

const shortestLook = 15_000; // another tab sends: look again then
const longestLook = 60 * 60_000;
const longestTurn = 5 * 60_000; // a tab that holds the turn longer sleeps (iOS keeps locks of suspended pages)
