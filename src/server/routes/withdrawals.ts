/**
 * Taking a submission back, by the code of its receipt. Whoever knows the id as well (the phone does) is never kept waiting;
 * with nothing but a code, wrong ones are counted, since a code has 50 bits and there may be a million of them.
 * What has not come is taken back when it does (`../awaited.ts`).
 */
import { Hono } from 'hono';
import { readReceiptCode, toDay, Withdrawal, type Withdrawn } from '../../submission/index.ts';
import type { NameAddress } from '../address.ts';
import type { Awaited } from '../awaited.ts';
import { readBody } from '../body.ts';
import type { Keyring } from '../keys.ts';
import type { Media } from '../media/index.ts';
import { refuse } from '../problem.ts';
import type { Store } from '../store/index.ts';
import { readJson } from '../submission.ts';
import { countTries } from '../tries.ts';
import { wordOf } from './standing.ts';

const window = 15 * 60_000;
const wrongEach = 20; // by one address in that time: an office may mistype
const aheadEach = 500; // by one address in that time, of what never came
const wrongAll = 500; // from anywhere: a million codes among 2⁵⁰ are then found once in 60 years

export interface WithdrawalParts {
  readonly store: Store;
  readonly media: Media;
  readonly awaited: Awaited;
  readonly keys: Keyring;
  readonly nameOf: NameAddress;
  now(): number;
}

export function withdrawals({ store, media, awaited, keys, nameOf, now }: WithdrawalParts) {
  const wrong = countTries(now, window);
  const ahead = countTries(now, window);
  return new Hono()
    .post('/', async (c) => {
      const sent = await readBody(c, { type: 'application/json', most: 1024 });
      if (!(sent instanceof Uint8Array)) return refuse(c, sent);
      const said = Withdrawal.safeParse(readJson(sent));
      if (!said.success) return refuse(c, { code: 'submission-malformed' });
      const code = readReceiptCode(said.data.code);
      const { id } = said.data;
      const name = nameOf(c);
      const isGuess = id === undefined;
      if (isGuess && (wrong.of(name) >= wrongEach || wrong.of('') >= wrongAll)) {
        return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
      }
      if (isGuess) {
        wrong.add(name); // before the answer is known, so that many at once are counted too
        wrong.add('');
      }
      const [found, other] = code === null ? [] : await idsOf(store, code, id);
      if (code !== null && id !== undefined && found === undefined) {
        if (!(await mayCome(id, code, name)))
          return refuse(c, { code: 'too-many-tries' }, { 'retry-after': '900' });
        return c.json(withdrawn(code, keys), 200, { 'cache-control': 'no-store' });
      }
      // Two with one code happens once in 2,000 surveys of a million: then only the id can tell whose it is.
      if (found === undefined || other !== undefined) return refuse(c, { code: 'not-found' });
      await store.act(found, { kind: 'withdrawn' }, toDay(new Date(now())));
      await media.erase(found);
      if (isGuess) {
        wrong.take(name);
        wrong.take('');
      }
      return c.json(withdrawn(code ?? '', keys), 200, { 'cache-control': 'no-store' });
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST' }));

  /** It is not here; if it comes, it is taken back. */
  async function mayCome(id: string, code: string, name: string): Promise<boolean> {
    if (ahead.of(name) >= aheadEach) return false;
    ahead.add(name);
    return awaited.expect(id, code);
  }
}

async function idsOf(store: Store, code: string, id: string | undefined): Promise<string[]> {
  if (id === undefined) return store.idsByCode(code);
  const past = await store.history(id);
  return past?.rows.some((row) => row.code === code) ? [id] : [];
}

/** Signed, for a phone erases its own copy on the strength of it. */
const withdrawn = (code: string, keys: Keyring): Withdrawn => ({
  standing: 'withdrawn',
  code,
  ...wordOf(code, keys),
});
