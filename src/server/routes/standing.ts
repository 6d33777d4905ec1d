/** How a submission stands. Whoever asks proves by its hash that they have it; to everybody else there is nothing here. */
import type { Context } from 'hono';
import {
  Hash,
  receiptCode,
  type Standing,
  type Standings,
  StandingsAsked,
  SubmissionId,
  withdrawalMessage,
} from '../../submission/index.ts';
import { readBody } from '../body.ts';
import { readComment } from '../comment.ts';
import type { Keyring } from '../keys.ts';
import { refuse } from '../problem.ts';
import { replay, type Store } from '../store/index.ts';
import { readJson } from '../submission.ts';

/** The header in which the hash travels: an address is written down by every proxy on the way. */
export const hashHeader = 'submission-hash';

/** What the word is taken from, and who gives it. */
export interface StandingParts {
  readonly store: Store;
  readonly keys: Keyring;
}

export async function standing(c: Context, parts: StandingParts): Promise<Response> {
  const id = SubmissionId.safeParse(c.req.param('id'));
  const hash = Hash.safeParse(c.req.header(hashHeader));
  const said = id.success && hash.success ? await standingOf(id.data, hash.data, parts) : null;
  return said ? c.json(said, 200, { 'cache-control': 'no-store' }) : refuse(c, { code: 'not-found' });
}

const largest = 32 * 1024; // bytes: a hundred ids and hashes are 13,000

/** How many stand, in one request: what is not there, or not theirs, is `null`. */
export async function standings(c: Context, parts: StandingParts): Promise<Response> {
  const sent = await readBody(c, { type: 'application/json', most: largest });
  if (!(sent instanceof Uint8Array)) return refuse(c, sent);
  const said = StandingsAsked.safeParse(readJson(sent));
  if (!said.success) return refuse(c, { code: 'submission-malformed' });
  const found: Standings = {
    standings: await Promise.all(said.data.asked.map(({ id, hash }) => standingOf(id, hash, parts))),
  };
  return c.json(found, 200, { 'cache-control': 'no-store' });
}

async function standingOf(
  id: string,
  hash: string,
  { store, keys }: StandingParts,
): Promise<Standing | null> {
  const past = await store.history(id);
  const asked = past?.rows.find((row) => row.hash === hash);
  if (!past || !asked) return null;
  const { standing, current } = replay(past.rows, past.log);
  const counts = past.rows.find(({ revision }) => revision === current) ?? asked;
  return {
    id: past.id,
    revision: asked.revision,
    standing: standing === 'review' || standing === 'aside' ? 'received' : standing,
    current: { revision: counts.revision, hash: counts.hash },
    ...(standing === 'returned' && readComment(past.comment)),
    ...(standing === 'withdrawn' && { word: wordOf(receiptCode(past.id, hash), keys) }),
  };
}

/** The server's word that what has this code was taken back and erased. */
export function wordOf(
  code: string,
  { publicKeys, signBytes }: Keyring,
): { readonly key: string; readonly signature: string } {
  const key = publicKeys[0].id;
  return { key, signature: Buffer.from(signBytes(withdrawalMessage(code, key))).toString('base64url') };
}
