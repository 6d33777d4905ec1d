import {
  type Database,
  type Due,
  keepPause,
  keepReceipt,
  keepSurvey,
  outboxState,
  postpone,
  putAside,
  survey,
  waiting,
} from '../storage/index.ts';
import type { Receipt, SigningKey } from '../submission/index.ts';
import { asDevice } from './asDevice.ts';
import { fetchSurvey } from './bring.ts';
import { isOver, pauseAfter, waitAfter } from './pause.ts';
import { send, sendBatch, type Way } from './send.ts';
import type { Later, Outcome } from './wire.ts';

/** All that sending needs of the world. */
export interface SyncWorld extends Way {
  readonly db: Database;
  readonly verify: Verify;
  /** Milliseconds since 1970, by a clock that may be wrong. */
  readonly now: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
}

/** Whether each receipt is for what was sent, and signed by one of the keys (the worker's desk does it). */
export type Verify = (claims: readonly Claim[], keys: readonly SigningKey[]) => Promise<readonly boolean[]>;

/** A receipt, and what it must be for. */
export interface Claim {
  readonly receipt: Receipt;
  readonly sent: { readonly id: string; readonly hash: string };
}

/** How many go in one request: fewer after a failure, more after a success. */
export interface Pace {
  many: number;
}
export const fullPace = 50;
const fullLoad = 256 * 1024; // characters of one request before it is shortened

/** Sends what may go, oldest first, until nothing is left or the weather turns. */
export async function drain(world: SyncWorld, pace: Pace, anyWeather: boolean): Promise<void> {
  const { db, now, random } = world;
  for (;;) {
    const { pause } = await outboxState(db);
    if (pause && !isOver(pause, now()) && (pause.asked || !anyWeather)) return;
    const due = inOneLoad(await waiting(db, now(), pace.many));
    if (due.length === 0) return;
    const outcomes = await asDevice(due, world, (some, as) => sendAll(some, as));
    const weather = await settle(due, outcomes, world);
    if (weather) {
      pace.many = Math.max(1, Math.floor(pace.many / 8));
      await keepPause(db, pauseAfter(pause, weather, now(), random));
      return;
    }
    pace.many = Math.min(fullPace, pace.many * 2);
    if (pause) await keepPause(db, undefined);
  }
}

async function sendAll(due: readonly Due[], world: SyncWorld): Promise<(Outcome | undefined)[] | Later> {
  const [first, ...more] = due;
  if (first && more.length === 0) return [await send(first.submission, world)];
  const said = await sendBatch(
    due.map(({ submission }) => submission),
    world,
  );
  if (Array.isArray(said) || said.kind === 'later') return said;
  // The batch as such was not taken (too large in sum, or a server that knows no batches): one by one.
  const one: (Outcome | undefined)[] = [];
  for (const { submission } of due) {
    const outcome = await send(submission, world);
    one.push(outcome);
    if (outcome.kind === 'later') break;
  }
  return one;
}

/** Notes what came of each, and tells the weather if it was bad. */
async function settle(
  due: readonly Due[],
  outcomes: (Outcome | undefined)[] | Later,
  world: SyncWorld,
): Promise<Later | undefined> {
  if (!Array.isArray(outcomes)) return outcomes;
  const proven = await proveReceipts(due, outcomes, world);
  let weather: Later | undefined;
  for (const [at, one] of due.entries()) {
    const outcome = outcomes[at];
    if (outcome?.kind === 'received' && proven.has(outcome.receipt)) {
      await keepReceipt(world.db, outcome.receipt);
    } else if (outcome?.kind === 'refused') {
      await putAside(world.db, one.parcel.id, outcome.problem);
    } else if (outcome?.kind === 'received') {
      await putOff(one, { kind: 'later', reason: 'not-our-server' }, world);
    } else {
      weather = outcome ?? { kind: 'later', reason: 'unreachable' };
      if (outcome && isOfThisOne(outcome)) await putOff(one, outcome, world);
      if (due.length === 1 || !outcome) break;
    }
  }
  return weather;
}

// A server that fails on one submission, or never gets through with it, must not be asked for that one first again.
const isOfThisOne = ({ reason }: Later): boolean => reason === 'server-busy' || reason === 'timeout';

function putOff({ parcel }: Due, { reason }: Later, { db, now, random }: SyncWorld): Promise<void> {
  const at = now();
  return postpone(db, parcel.id, { reason, now: at, nextTryAt: at + waitAfter(parcel.tries + 1, random) });
}

/** The receipts that count: for the very bytes that were sent, and signed by a key that is pinned with their survey. */
async function proveReceipts(
  due: readonly Due[],
  outcomes: readonly (Outcome | undefined)[],
  world: SyncWorld,
): Promise<Set<Receipt>> {
  const bySurvey = new Map<string, Claim[]>();
  for (const [at, { submission: sent }] of due.entries()) {
    const outcome = outcomes[at];
    if (outcome?.kind !== 'received' || outcome.receipt.survey !== sent.survey) continue;
    const { receipt } = outcome;
    bySurvey.set(sent.survey, [...(bySurvey.get(sent.survey) ?? []), { receipt, sent }]);
  }
  const proven = new Set<Receipt>();
  for (const [id, claims] of bySurvey) {
    const keys = await keysFor(id, claims, world);
    const verdicts = await world.verify(
      claims.map(({ receipt, sent: { id, hash } }) => ({ receipt, sent: { id, hash } })),
      keys,
    );
    for (const [at, { receipt }] of claims.entries()) if (verdicts[at]) proven.add(receipt);
  }
  return proven;
}

/**
 * The keys that are pinned with a survey. A receipt that names another one may be signed with a newer: then the survey is
 * asked for again, and its keys count if they stand beside one that is pinned (`keepSurvey`).
 */
export async function keysFor(
  id: string,
  claims: readonly { readonly receipt: Pick<Receipt, 'key'> }[],
  world: Pick<SyncWorld, 'db' | keyof Way>,
): Promise<readonly SigningKey[]> {
  const { db } = world;
  const pinned = (await survey(db, id))?.signingKeys ?? [];
  if (claims.every(({ receipt }) => pinned.some((key) => key.id === receipt.key))) return pinned;
  const news = await fetchSurvey(id, world);
  if (news.kind !== 'brought') return pinned;
  await keepSurvey(db, news.it);
  return (await survey(db, id))?.signingKeys ?? [];
}

function inOneLoad(due: readonly Due[]): readonly Due[] {
  let load = 0;
  const over = due.findIndex(({ submission }, at) => {
    load += submission.body.length;
    return at > 0 && load > fullLoad;
  });
  return over < 0 ? due : due.slice(0, over);
}
