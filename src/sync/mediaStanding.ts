/** What the server says of a submission's files, and of the submission where it will not have them. */
import {
  type FinishedSubmission,
  keepMediaReceipt,
  keepStandings,
  knownHash,
  type MediaParcel,
  mediaWaitingOf,
  submission,
} from '../storage/index.ts';
import { MediaStanding, receiptCode, Standing } from '../submission/index.ts';
import type { MediaClaim, MediaWorld } from './media.ts';
import { keysFor } from './proving.ts';
import { withPatience } from './send.ts';
import { type Later, type Refused, readJson, toTrouble } from './wire.ts';
import { isBelieved } from './word.ts';

const patience = 60_000;

export type Heard = { readonly kind: 'received' | 'unproven' | 'lost' } | { readonly kind: 'missing' };

/** What the server says of this submission's files. Those that it has, proven, leave the queue at once. */
export async function hear(
  { submission: id, hash }: MediaParcel,
  world: MediaWorld,
): Promise<Heard | Refused | Later> {
  const { db } = world;
  const kept = await submission(db, id);
  if (!kept) return { kind: 'lost' };
  const said = await ask(kept, 'media', MediaStanding, world);
  if ('kind' in said) return said;
  const claims = (await mediaWaitingOf(db, id)).flatMap((sent) => {
    const receipt = said.receipts.find((one) => one.hash === sent.hash);
    return receipt ? [{ receipt, sent }] : [];
  });
  if (claims.length > 0) {
    const verdicts = await world.verifyMedia(claims.map(toClaim), await keysFor(kept.survey, claims, world));
    for (const [at, { receipt }] of claims.entries()) if (verdicts[at]) await keepMediaReceipt(db, receipt);
    const own = claims.findIndex((claim) => claim.sent.hash === hash);
    if (own >= 0) return { kind: verdicts[own] ? 'received' : 'unproven' };
  }
  return { kind: 'missing' };
}

/** Asks about a submission, with the proof that it is here. */
const ask = async <T extends object>(
  kept: FinishedSubmission,
  what: 'media' | 'standing',
  schema: { safeParse(said: unknown): { success: true; data: T } | { success: false } },
  world: MediaWorld,
): Promise<T | Refused | Later> => {
  const hash = await knownHash(world.db, kept);
  return withPatience<T | Refused | Later>(world, patience, async (signal) => {
    const path = `/api/submissions/${kept.id}/${what}`;
    const headers = { accept: 'application/json', 'submission-hash': hash };
    const reply = await world.post({ method: 'GET', path, headers, signal });
    const text = readJson(await reply.text());
    const read = schema.safeParse(text);
    return reply.ok && read.success ? read.data : toTrouble(text, reply);
  });
};

/** A file that no answers list: they may have been taken back on another device. Then they are erased here, too. */
export async function isTakenBack(
  { submission: id }: MediaParcel,
  { problem }: Refused,
  world: MediaWorld,
): Promise<boolean> {
  const { db, now } = world;
  const kept = problem.code === 'media-unlisted' ? await submission(db, id) : undefined;
  if (!kept) return false;
  const said = await ask(kept, 'standing', Standing, world);
  if ('kind' in said || said.id !== id || said.standing !== 'withdrawn') return false;
  const hash = await knownHash(db, kept); // what was asked about
  if (!(await isBelieved(said, { id, hash, survey: kept.survey }, world))) return false;
  const heard = { ...said, survey: kept.survey, code: receiptCode(id, kept.hash) };
  await keepStandings(db, [heard], new Date(now()).toISOString());
  return true;
}

const toClaim = ({ receipt, sent: { submission, hash, size } }: MediaClaim): MediaClaim => ({
  receipt,
  sent: { submission, hash, size },
});
