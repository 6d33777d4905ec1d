/** How a submission stands. Whoever asks proves by its hash that they have it; to everybody else there is nothing here. */
import type { Context } from 'hono';
import { Hash, type Standing, type Standings, StandingsAsked, SubmissionId } from '../../submission/index.ts';
import { readBody } from '../body.ts';
import { readComment } from '../comment.ts';
import { refuse } from '../problem.ts';
import { replay, type Store } from '../store/index.ts';
import { readJson } from '../submission.ts';

/** The header in which the hash travels: an address is written down by every proxy on the way. */
export const hashHeader = 'submission-hash';

export async function standing(c: Context, store: Store): Promise<Response> {
  const id = SubmissionId.safeParse(c.req.param('id'));
  const hash = Hash.safeParse(c.req.header(hashHeader));
  const said = id.success && hash.success ? await standingOf(id.data, hash.data, store) : null;
  return said ? c.json(said, 200, { 'cache-control': 'no-store' }) : refuse(c, { code: 'not-found' });
}

const largest = 32 * 1024; // bytes: a hundred ids and hashes are 13,000

/** How many stand, in one request: what is not there, or not theirs, is `null`. */
export async function standings(c: Context, store: Store): Promise<Response> {
  const sent = await readBody(c, { type: 'application/json', most: largest });
  if (!(sent instanceof Uint8Array)) return refuse(c, sent);
  const said = StandingsAsked.safeParse(readJson(sent));
  if (!said.success) return refuse(c, { code: 'submission-malformed' });
  const found: Standings = {
    standings: await Promise.all(said.data.asked.map(({ id, hash }) => standingOf(id, hash, store))),
  };
  return c.json(found, 200, { 'cache-control': 'no-store' });
}

async function standingOf(id: string, hash: string, store: Store): Promise<Standing | null> {
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
  };
}
