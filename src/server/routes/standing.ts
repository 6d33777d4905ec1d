/** How a submission stands. Whoever asks proves by its hash that they have it; to everybody else there is nothing here. */
import type { Context } from 'hono';
import { Hash, type Standing, SubmissionId } from '../../submission/index.ts';
import { refuse } from '../problem.ts';
import { replay, type Store } from '../store/index.ts';

/** The header in which the hash travels: an address is written down by every proxy on the way. */
export const hashHeader = 'submission-hash';

export async function standing(c: Context, store: Store): Promise<Response> {
  const id = SubmissionId.safeParse(c.req.param('id'));
  const hash = Hash.safeParse(c.req.header(hashHeader));
  const past = id.success && hash.success ? await store.history(id.data) : null;
  const asked = past?.rows.find((row) => row.hash === hash.data);
  if (!past || !asked) return refuse(c, { code: 'not-found' });
  const { standing, current } = replay(past.rows, past.log);
  const counts = past.rows.find(({ revision }) => revision === current) ?? asked;
  const said: Standing = {
    id: past.id,
    revision: asked.revision,
    standing: standing === 'review' ? 'received' : standing,
    current: { revision: counts.revision, hash: counts.hash },
    ...(standing === 'returned' && { comment: past.comment }),
  };
  return c.json(said, 200, { 'cache-control': 'no-store' });
}
