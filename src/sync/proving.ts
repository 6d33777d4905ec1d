/** Which receipts count: for the very bytes that were sent, and signed by a key that is pinned with their survey. */
import { type Database, type Due, keepSurvey, survey } from '../storage/index.ts';
import type { Receipt, SigningKey } from '../submission/index.ts';
import { fetchSurvey } from './bring.ts';
import type { Way } from './send.ts';
import type { Outcome } from './wire.ts';

/** A receipt, and what it must be for. */
export interface Claim {
  readonly receipt: Receipt;
  readonly sent: { readonly id: string; readonly hash: string };
}

export interface Pinned extends Way {
  readonly db: Database;
}
interface Proving extends Pinned {
  readonly verify: (claims: readonly Claim[], keys: readonly SigningKey[]) => Promise<readonly boolean[]>;
}

export async function proveReceipts(
  due: readonly Due[],
  outcomes: readonly (Outcome | undefined)[],
  world: Proving,
): Promise<Set<Receipt>> {
  const bySurvey = new Map<string, Claim[]>();
  for (const [at, { submission }] of due.entries()) {
    const outcome = outcomes[at];
    if (outcome?.kind !== 'received' || outcome.receipt.survey !== submission.survey) continue;
    const { id, hash, survey } = submission;
    const claims = bySurvey.get(survey) ?? [];
    claims.push({ receipt: outcome.receipt, sent: { id, hash } });
    bySurvey.set(survey, claims);
  }
  const proven = new Set<Receipt>();
  for (const [id, claims] of bySurvey) {
    const keys = await keysFor(id, claims, world);
    const verdicts = await world.verify(claims, keys);
    for (const [at, { receipt }] of claims.entries()) if (verdicts[at]) proven.add(receipt);
  }
  return proven;
}

/**
 * The keys that are pinned with a survey. What names another one may be signed with a newer: then the survey is asked for
 * again, and its keys count if they stand beside one that is pinned (`keepSurvey`).
 */
export async function keysFor(
  id: string,
  claims: readonly { readonly receipt: { readonly key: string } }[],
  world: Pinned,
): Promise<readonly SigningKey[]> {
  const { db } = world;
  const pinned = (await survey(db, id))?.signingKeys ?? [];
  if (claims.every(({ receipt }) => pinned.some((key) => key.id === receipt.key))) return pinned;
  const news = await fetchSurvey(id, world);
  if (news.kind !== 'brought') return pinned;
  await keepSurvey(db, news.it);
  return (await survey(db, id))?.signingKeys ?? [];
}
