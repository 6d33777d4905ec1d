/** Somebody between a phone and the server who would like answers to go: says that they were taken back. */
import { toProblem } from '../../../src/server/problem.ts';
import { withdrawalMessage } from '../../../src/submission/index.ts';
import type { Letter } from '../../../src/sync/index.ts';
import type { Chance } from './chance.ts';
import { stranger } from './rings.ts';
import type { Said } from './way.ts';

const json = (status: number, said: unknown): Said => ({
  status,
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify(said),
});

/** Signed by no one, or by themselves; `not asked` where the letter asks for nothing that would lead there. */
export function forgedWord({ method, path, headers, body }: Letter, chance: Chance): Said | 'not asked' {
  const signed = chance.happens(0.5);
  const word = () => {
    const { publicKeys, signBytes } = stranger();
    const key = publicKeys[0].id;
    const signature = Buffer.from(signBytes(withdrawalMessage('00000-00000', key))).toString('base64url');
    return signed ? { key, signature } : undefined;
  };
  const standing = (id: string, hash: string) => ({
    id,
    revision: 1,
    standing: 'withdrawn',
    current: { revision: 1, hash },
    word: word(),
  });
  const [, one] = path.match(/^\/api\/submissions\/([^/]+)\/standing$/) ?? [];
  if (one !== undefined) return json(200, standing(one, String(headers['submission-hash'])));
  if (path.startsWith('/api/media') && (method === 'POST' || method === 'PATCH'))
    return json(403, toProblem({ code: 'media-unlisted' })); // then it asks how the answers stand
  if (typeof body !== 'string') return 'not asked';
  if (path === '/api/submissions/standings') {
    const { asked } = JSON.parse(body) as { asked: { id: string; hash: string }[] };
    return json(200, { standings: asked.map(({ id, hash }) => standing(id, hash)) });
  }
  if (path !== '/api/withdrawals') return 'not asked';
  const { code } = JSON.parse(body) as { code: string };
  return json(200, { standing: 'withdrawn', code, ...word() });
}
