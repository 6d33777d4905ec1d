import {
  type Live,
  type Locks,
  mediaState,
  outboxState,
  StorageBroken,
  StorageFull,
} from '../storage/index.ts';
import { drain, fullPace } from './drain.ts';
import { drainMedia, holdsFiles, type MediaWorld } from './media.ts';
import { waitAfter } from './pause.ts';
import { type SyncState, watchState } from './state.ts';
import { takeTurn } from './turn.ts';

/**
 * Why to look at the outbox now. `timer` and `kept` (something new in it) keep to a pause; `online`, `visible` and
 * `asked` (the person's tap) are signs of better weather and end one, unless the server asked for it. `files`: the person
 * wants the files to go now, too, whatever the network costs.
 */
export type Nudge = 'kept' | 'timer' | 'online' | 'visible' | 'asked' | 'files';

export interface Runner {
  readonly state: Live<SyncState>;
  /** Sends what may go; resolves when this tab has nothing more to do for now. */
  nudge(why: Nudge): Promise<void>;
  stop(): void;
}

export interface RunnerWorld extends MediaWorld {
  readonly locks: Locks | undefined;
}

/** Carries the outbox up, one tab at a time, with patience. It stops only when told to. */
export function startRunner(world: RunnerWorld): Runner {
  const { db, timers, now } = world;
  const pace = { many: fullPace };
  const filePace = { bytes: firstPiece };
  const sending = new EventTarget();
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
      sending.dispatchEvent(new Event('begin'));
      return sendAll(why).finally(() => sending.dispatchEvent(new Event('end')));
    });
    blockedSince = ours ? undefined : (blockedSince ?? now());
    if (!stopped) await planNext(ours);
  }

  /** Answers before files, and new answers before the next piece of a file. */
  async function sendAll(why: Nudge): Promise<void> {
    const anyWeather = why !== 'timer' && why !== 'kept';
    anyNetwork ||= why === 'files';
    await drain(world, pace, anyWeather);
    const left = await drainMedia(world, filePace, { anyWeather, anyNetwork });
    if (left === 'done' && (await mediaState(db)).waiting === 0) anyNetwork = false;
  }

  const blockedFor = () => (blockedSince === undefined ? 0 : now() - blockedSince);

  async function planNext(ours: boolean): Promise<void> {
    const [answers, files] = [await outboxState(db), await mediaState(db)];
    const held = holdsFiles(answers.pause, now()) ? answers.pause.until : 0;
    const untils = [
      ...(answers.waiting > 0 ? [Math.max(answers.pause?.until ?? 0, answers.nextTryAt ?? 0)] : []),
      ...(files.waiting > 0 ? [Math.max(files.pause?.until ?? 0, files.nextTryAt ?? 0, held)] : []),
    ];
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
