import {
  type Database,
  type Due,
  endWay,
  keepPause,
  keepReceipts,
  pauseOf,
  postpone,
  putAside,
  takeWaiting,
} from '../storage/index.ts';
import type { Receipt, SigningKey } from '../submission/index.ts';
import { asDevice } from './asDevice.ts';
import { isOver, pauseAfter, waitAfter } from './pause.ts';
import { onward, type Progress } from './progress.ts';
import { type Claim, proveReceipts } from './proving.ts';
import { send, sendBatch, type TellTrip, type Way } from './send.ts';
import { readServerTime } from './time.ts';
import type { Later, Outcome } from './wire.ts';

/** All that sending needs of the world. */
export interface SyncWorld extends Way {
  readonly db: Database;
  readonly verify: Verify;
  /** Milliseconds since 1970, by a clock that may be wrong. */
  readonly now: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** Submissions in one request; fewer on the thread that draws the screen, where each request is a moment without one. */
  readonly mostAtOnce?: number;
  /** Whether space on this device is short. */
  readonly isTight?: () => Promise<boolean>;
}

/** Whether each receipt is for what was sent, and signed by one of the keys (the worker's desk does it). */
export type Verify = (claims: readonly Claim[], keys: readonly SigningKey[]) => Promise<readonly boolean[]>;

/** How this tab's sending gets on: how many go in one request (fewer after a failure, more after a success), and what was measured. */
export interface Pace {
  many: number;
  progress: Progress;
}
export const fullPace = 200;
const fullLoad = 1024 * 1024; // characters of one request before it is shortened

/** Sends what may go, oldest first, until nothing is left or the weather turns. Says whether the weather is fair. */
export async function drain(
  world: SyncWorld,
  pace: Pace,
  anyWeather: boolean,
  moved: () => void = () => undefined,
): Promise<boolean> {
  const { db, now, random, mostAtOnce = fullPace } = world;
  await endWay(db); // of a tab that ended while it sent
  for (;;) {
    const pause = await pauseOf(db);
    if (pause && !isOver(pause, now()) && (pause.asked || !anyWeather)) return false;
    const due = await takeWaiting(db, now(), pace.many, fullLoad);
    if (due.length === 0) return true;
    const began = now();
    const trip = { bytes: 0, headers: new Headers() };
    const tell: TellTrip = ({ bytes, headers }) => {
      trip.bytes += bytes;
      trip.headers = headers;
    };
    const outcomes = await asDevice(due, world, (some, as) => sendAll(some, as, tell));
    const { weather, done } = await settle(due, outcomes, trip.headers, world);
    pace.progress = onward(pace.progress, { done, bytes: trip.bytes, took: Math.max(0, now() - began) });
    moved();
    if (weather) {
      pace.many = Math.max(1, Math.floor(pace.many / 8));
      await endWay(db);
      await keepPause(db, pauseAfter(pause, weather, now(), random));
      return false;
    }
    pace.many = Math.min(mostAtOnce, pace.many * 2);
    if (pause) await keepPause(db, undefined);
  }
}

async function sendAll(
  due: readonly Due[],
  world: SyncWorld,
  tell: TellTrip,
): Promise<(Outcome | undefined)[] | Later> {
  const [first, ...more] = due;
  if (first && more.length === 0) return [await send(first.submission, world, tell)];
  const said = await sendBatch(
    due.map(({ submission }) => submission),
    world,
    tell,
  );
  if (Array.isArray(said) || said.kind === 'later') return said;
  // The batch as such was not taken (too large in sum, or a server that knows no batches): one by one.
  const one: (Outcome | undefined)[] = [];
  for (const { submission } of due) {
    const outcome = await send(submission, world, tell);
    one.push(outcome);
    if (outcome.kind === 'later') break;
  }
  return one;
}

/** Notes what came of each, and tells the weather if it was bad. Receipts of one reply are kept in one act. */
async function settle(
  due: readonly Due[],
  outcomes: (Outcome | undefined)[] | Later,
  headers: Headers,
  world: SyncWorld,
): Promise<{ weather: Later | undefined; done: number }> {
  if (!Array.isArray(outcomes)) return { weather: outcomes, done: 0 };
  const proven = await proveReceipts(due, outcomes, world);
  const receipts = outcomes.flatMap((outcome): Receipt[] =>
    outcome?.kind === 'received' && proven.has(outcome.receipt) ? [outcome.receipt] : [],
  );
  if (receipts.length > 0) await keepReceipts(world.db, receipts, readServerTime(headers, world.now()));
  let weather: Later | undefined;
  for (const [at, one] of due.entries()) {
    const outcome = outcomes[at];
    if (outcome?.kind === 'received') {
      if (!proven.has(outcome.receipt)) await putOff(one, { kind: 'later', reason: 'not-our-server' }, world);
    } else if (outcome?.kind === 'refused') {
      await putAside(world.db, one.parcel.id, outcome.problem);
    } else {
      weather = outcome ?? { kind: 'later', reason: 'unreachable' };
      if (outcome && isOfThisOne(outcome)) await putOff(one, outcome, world);
      if (due.length === 1 || !outcome) break;
    }
  }
  return { weather, done: receipts.length };
}

// A server that fails on one submission, or never gets through with it, must not be asked for that one first again.
const isOfThisOne = ({ reason }: Later): boolean => reason === 'server-busy' || reason === 'timeout';

function putOff({ parcel }: Due, { reason }: Later, { db, now, random }: SyncWorld): Promise<void> {
  const at = now();
  return postpone(db, parcel.id, { reason, now: at, nextTryAt: at + waitAfter(parcel.tries + 1, random) });
}
