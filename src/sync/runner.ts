import {
  keepMediaPause,
  type Live,
  type Locks,
  mediaState,
  nextWithdrawalAt,
  outboxState,
  StorageBroken,
  StorageFull,
} from '../storage/index.ts';
import type { After } from './after.ts';
import { drain, fullPace, type Pace } from './drain.ts';
import type { MediaWorld } from './media.ts';
import { holdsFiles, pauseAfter, waitAfter } from './pause.ts';
import { noProgress } from './progress.ts';
import { Sending, type SyncState, watchState } from './state.ts';
import { takeTurn } from './turn.ts';

/**
 * Why to look at the outbox now. `timer` and `kept` (something new in it) keep to a pause; `online`, `visible` and
 * `asked` (the person's tap) are signs of better weather and end one, unless the server asked for it. `files`: the person
 * wants the files to go now, too, whatever the network costs. `looked`: they look at what they sent.
 */
export type Nudge = 'kept' | 'timer' | 'online' | 'visible' | 'asked' | 'files' | 'looked';

export interface Runner {
  readonly state: Live<SyncState>;
  /** Sends what may go; resolves when this tab has nothing more to do for now. */
  nudge(why: Nudge): Promise<void>;
  stop(): void;
}

export interface RunnerWorld extends MediaWorld {
  readonly locks: Locks | undefined;
  /** What else there is to say and to ask, and to tidy up; a part of the program that need not be there at first. */
  readonly after?: () => Promise<After>;
}

/** Carries the outbox up, one tab at a time, with patience. It stops only when told to. */
export function startRunner(world: RunnerWorld): Runner {
  const { db, timers, now } = world;
  const pace: Pace = { many: fullPace, progress: noProgress };
  const filePace = { bytes: firstPiece };
  const sending = new Sending();
  let timer: unknown;
  let running: Promise<void> | undefined;
  let again: Nudge | undefined;
  let blockedSince: number | undefined;
  let anyNetwork = false;
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
      return carryUp(why).finally(() => sending.end());
    });
    blockedSince = ours ? undefined : (blockedSince ?? now());
    if (!stopped) await planNext(ours);
  }

  /** Answers before all else, and new answers before the next piece of a file. */
  async function carryUp(why: Nudge): Promise<void> {
    const anyWeather = why !== 'timer' && why !== 'kept';
    anyNetwork ||= why === 'files';
    pace.progress = noProgress;
    const isFair = await drain(world, pace, anyWeather, () => sending.move(pace.progress));
    const after = stopped ? undefined : await world.after?.().catch(() => undefined); // it did not come: next time
    if (isFair) {
      await after?.carryWithdrawals(world);
      await after?.askStandings(world, why === 'looked');
    }
    await carryFiles(anyWeather);
    await after?.tidy(world);
  }

  /** What knows how files go comes with the first of them; where it does not come, that is weather. */
  async function carryFiles(anyWeather: boolean): Promise<void> {
    const { waiting, pause } = await mediaState(db);
    if (waiting > 0) {
      const media = await import('./media.ts').catch(() => undefined);
      if (media) await media.drainMedia(world, filePace, { anyWeather, anyNetwork });
      else {
        const reason = world.isOnline() ? 'unreachable' : 'offline';
        await keepMediaPause(db, pauseAfter(pause, { kind: 'later', reason }, now(), world.random));
      }
    }
    if (anyNetwork && (await mediaState(db)).waiting === 0) anyNetwork = false;
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
    },
  };
}

const shortestLook = 15_000; // another tab sends: look again then
const longestLook = 60 * 60_000;
const longestTurn = 5 * 60_000; // a tab that holds the turn longer sleeps (iOS keeps locks of suspended pages)
const firstPiece = 512 * 1024; // bytes of a file in one request
