import {
  attachmentsOf,
  keepMediaPause,
  keepUpload,
  type MediaParcel,
  mediaState,
  mediaWaitingOf,
  mediaWhen,
  nextMedia,
  type Pause,
  pauseOf,
  postponeMedia,
  putMediaAside,
  type WaitReason,
  waiting,
} from '../storage/index.ts';
import type { MediaReceipt, SigningKey } from '../submission/index.ts';
import type { SyncWorld } from './drain.ts';
import { hear, isTakenBack } from './mediaStanding.ts';
import { holdsFiles, isOver, pauseAfter, waitAfter } from './pause.ts';
import type { Surroundings } from './surroundings.ts';
import type { Uploaded, UploadPace } from './upload.ts';
import type { Later, Refused } from './wire.ts';

/** All that sending files needs of the world. */
export interface MediaWorld extends SyncWorld {
  readonly verifyMedia: VerifyMedia;
  readonly surroundings: () => Promise<Surroundings>;
}

/** Whether each receipt is for what was sent, and signed by one of the keys (the worker's desk does it). */
export type VerifyMedia = (
  claims: readonly MediaClaim[],
  keys: readonly SigningKey[],
) => Promise<readonly boolean[]>;

/** A receipt for a file, and what it must be for. */
export interface MediaClaim {
  readonly receipt: MediaReceipt;
  readonly sent: { readonly submission: string; readonly hash: string; readonly size: number };
}

export interface MediaWishes {
  /** A sign of better weather: a pause is over, unless the server asked for it. */
  readonly anyWeather: boolean;
  /** The person says: now, whatever it costs. */
  readonly anyNetwork: boolean;
}

const longestTurn = 2 * 60_000; // then the other tabs see that this one is not asleep
const lookAgain = 15 * 60_000; // for Wi-Fi and a charger, where no event tells of them

/**
 * Sends files whose answers are there, one at a time, oldest first, until nothing is left, the weather turns, or answers
 * have to go first. `more`: there is more to do, but another tab, or the answers, may go before.
 */
export async function drainMedia(
  world: MediaWorld,
  pace: UploadPace,
  { anyWeather, anyNetwork }: MediaWishes,
): Promise<'done' | 'more'> {
  const { db, now, random } = world;
  const begun = now();
  const isOverdue = async () => now() - begun > longestTurn || (await answersMayGo(world));
  for (;;) {
    const { waiting, pause } = await mediaState(db);
    if (waiting === 0 || (await outboxHolds(world))) return 'done';
    if (pause && !isOver(pause, now()) && (pause.asked || !anyWeather)) return 'done';
    const hindrance = anyNetwork ? undefined : await hindranceTo(world);
    if (hindrance) {
      await keepMediaPause(db, pauseFor(hindrance, now()));
      return 'done';
    }
    if (await isOverdue()) return 'more';
    const parcel = await nextMedia(db, now());
    if (!parcel) return 'done';
    const outcome = await sendFile(parcel, world, pace, isOverdue);
    const weather = await settle(parcel, outcome, world);
    if (weather) {
      const before = (await hasMoved(parcel, world)) ? undefined : pause;
      await keepMediaPause(db, pauseAfter(before, weather, now(), random));
      return 'done';
    }
    if (pause) await keepMediaPause(db, undefined);
  }
}

const outboxHolds = async ({ db, now }: MediaWorld): Promise<boolean> => holdsFiles(await pauseOf(db), now());

async function answersMayGo({ db, now }: MediaWorld): Promise<boolean> {
  const pause = await pauseOf(db);
  return (!pause || isOver(pause, now())) && (await waiting(db, now(), 1)).length > 0;
}

async function hindranceTo({ db, surroundings }: MediaWorld): Promise<WaitReason | undefined> {
  const { metered, lowBattery } = await surroundings();
  if (metered && (await mediaWhen(db)) === 'unmetered') return 'metered';
  return lowBattery ? 'low-battery' : undefined;
}

const pauseFor = (reason: WaitReason, now: number): Pause => ({
  tries: 0,
  since: now,
  until: now + lookAgain,
  reason,
  asked: false,
});

/** What came of a file's trip. `unproven`: somebody answered for the server. */
type Sent = { readonly kind: 'received' | 'unproven' | 'stopped' | 'again' | 'lost' } | Refused | Later;

/** Asks first whether the file is there; sends it; asks again. Only a receipt that proves counts. */
async function sendFile(
  parcel: MediaParcel,
  world: MediaWorld,
  pace: UploadPace,
  mustStop: () => Promise<boolean>,
): Promise<Sent> {
  const before = await hear(parcel, world);
  if (before.kind !== 'missing') return before;
  const uploaded = await uploadFile(parcel, world, pace, mustStop);
  if (uploaded.kind === 'whole') {
    const after = await hear(parcel, world);
    if (after.kind !== 'missing') return after;
  } else if (uploaded.kind !== 'unknown' && uploaded.kind !== 'changed') {
    return uploaded;
  }
  // What the server has is not this file, or it has forgotten: from the beginning, at once if it was long ago.
  await keepUpload(world.db, parcel, undefined, 0);
  if (uploaded.kind === 'unknown' && parcel.upload) return { kind: 'stopped' };
  const isSpoilt = uploaded.kind === 'changed' && parcel.tries >= mostChanges;
  return isSpoilt ? { kind: 'refused', problem: uploaded.problem } : { kind: 'again' };
}

const mostChanges = 3; // then it is these bytes, and not the way: a video is not sent every hour for nothing

async function uploadFile(
  parcel: MediaParcel,
  world: MediaWorld,
  pace: UploadPace,
  mustStop: () => Promise<boolean>,
): Promise<Uploaded> {
  const attachments = await attachmentsOf(world.db, parcel.submission);
  const type = attachments.find(({ hash }) => hash === parcel.hash)?.type;
  if (!type) return { kind: 'lost' };
  const library = await import('./upload.ts').catch(() => undefined);
  if (!library) return { kind: 'later', reason: world.isOnline() ? 'unreachable' : 'offline' };
  return library.upload(parcel, type, { ...world, pace, mustStop });
}

/** Notes what came of a file, and tells the weather if it was bad for the others, too. */
async function settle(parcel: MediaParcel, sent: Sent, world: MediaWorld): Promise<Later | undefined> {
  const { db, now, random } = world;
  const putOff = (reason: WaitReason) => {
    const at = now();
    return postponeMedia(db, parcel, {
      reason,
      now: at,
      nextTryAt: at + waitAfter(parcel.tries + 1, random),
    });
  };
  if (sent.kind === 'refused' && !(await isTakenBack(parcel, sent, world)))
    await putMediaAside(db, parcel, sent.problem);
  if (sent.kind === 'lost') await putMediaAside(db, parcel, undefined);
  if (sent.kind === 'unproven') await putOff('not-our-server');
  // Whole, and yet not there: what the server had was not this file. The others go first.
  if (sent.kind === 'again') await putOff('server-busy');
  if (sent.kind !== 'later') return undefined;
  // A server that fails on one file, or never gets through with it, must not be asked for that one first again.
  const isOfThisOne = sent.reason === 'server-busy' || sent.reason === 'timeout';
  if (isOfThisOne && !(await hasMoved(parcel, world))) await putOff(sent.reason);
  return sent;
}

/** Whether more of a file is there than before: then the waits do not grow. */
async function hasMoved({ submission, hash, sent }: MediaParcel, { db }: MediaWorld): Promise<boolean> {
  const now = (await mediaWaitingOf(db, submission)).find((one) => one.hash === hash);
  return now !== undefined && now.sent > sent;
}
