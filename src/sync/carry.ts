/** The work of one turn: what goes up, in which order. It asks for no lock, and does not say when it is done next. */
import { keepMediaPause, mediaState } from '../storage/index.ts';
import type { After } from './after.ts';
import { drain, fullPace, type Pace } from './drain.ts';
import type { MediaWorld } from './media.ts';
import { pauseAfter } from './pause.ts';
import { noProgress, type Progress } from './progress.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Why to look at the outbox now. `timer` and `kept` (something new in it) keep to a pause; `online`, `visible` and
 * `asked` (the person's tap) are signs of better weather and end one, unless the server asked for it. `files`: the person
 * wants the files to go now, too, whatever the network costs. `looked`: they look at what they sent.
 */
export type Nudge = 'kept' | 'timer' | 'online' | 'visible' | 'asked' | 'files' | 'looked';

export interface CarryWorld extends MediaWorld {
  /** What else there is to say and to ask, and to tidy up; a part of the program that need not be there at first. */
  readonly after?: () => Promise<After>;
}

/** Who does it: this thread, or another. */
export interface Carrying {
  /** Sends what may go now, and tells how that gets on. Whoever calls has the turn. */
  carryUp(why: Nudge, moved: (progress: Progress) => void): Promise<void>;
  stop(): void;
}

/** Another thread that does it. `surroundings`: only a page is told of the battery. */
export interface Sender {
  carryUp(
    why: Nudge,
    surroundings: () => Promise<Surroundings>,
    moved: (progress: Progress) => void,
  ): Promise<void>;
}

/** Does it in this thread. Remembers from turn to turn how much the network takes at once. */
export function carryHere(world: CarryWorld): Carrying {
  const { db, now } = world;
  const pace: Pace = { many: world.mostAtOnce ?? fullPace, progress: noProgress };
  const filePace = { bytes: firstPiece };
  let anyNetwork = false;
  let stopped = false;

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

  return {
    /** Answers before all else, and new answers before the next piece of a file. */
    async carryUp(why, moved) {
      const anyWeather = why !== 'timer' && why !== 'kept';
      anyNetwork ||= why === 'files';
      pace.progress = noProgress;
      const isFair = await drain(world, pace, anyWeather, () => moved(pace.progress));
      const after = stopped ? undefined : await world.after?.().catch(() => undefined); // it did not come: next time
      if (isFair) {
        await after?.carryWithdrawals(world);
        await after?.askStandings(world, why === 'looked');
      }
      await carryFiles(anyWeather);
      await after?.tidy(world);
    },
    stop() {
      stopped = true;
    },
  };
}

const firstPiece = 512 * 1024; // bytes of a file in one request
