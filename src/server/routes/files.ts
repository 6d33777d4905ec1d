/** Pictures, sounds and films of questionnaires: taken in from the office, handed out by hash. */
import { Hono } from 'hono';
import { Hash } from '../../submission/index.ts';
import { authoredOf, findAuthored, keepAuthored } from '../authored.ts';
import type { Catalogue } from '../catalogue.ts';
import { bytesOf, type HashedFiles } from '../media/index.ts';
import { refuse } from '../problem.ts';
import type { SignedIn } from './session.ts';

/** For everybody who knows the hash, as questionnaires are. What is inside never runs: its type is one of a few, by its bytes. */
export const authored = (files: HashedFiles) =>
  new Hono()
    .get('/:hash', async (c) => {
      const found = await findAuthored(files, c.req.param('hash'));
      if (!found) return refuse(c, { code: 'not-found' });
      return c.body(ReadableStream.from(bytesOf(found.path)), 200, {
        'content-type': found.type,
        'content-length': String(found.size),
        'cache-control': 'public, max-age=31536000, immutable', // its address is its hash
      });
    })
    .all('/:hash', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));

export const officeAuthored = (files: HashedFiles, catalogue: Catalogue) =>
  new Hono<SignedIn>()
    .put('/files/:hash', async (c) => {
      const hash = Hash.safeParse(c.req.param('hash'));
      const size = Number(c.req.header('content-length'));
      if (!hash.success || !(size > 0)) return refuse(c, { code: 'upload-malformed' });
      const kept = await keepAuthored(files, arriving(c.req.raw.body), { hash: hash.data, size });
      return 'code' in kept ? refuse(c, kept) : c.json(kept, 200, { 'cache-control': 'no-store' });
    })
    .get('/questionnaires/:hash/media', async (c) => {
      const pinned = await catalogue.filesOf(c.req.param('hash'));
      if (!pinned) return refuse(c, { code: 'questionnaire-unknown' });
      return c.json({ files: await authoredOf(files, { files: pinned }) }, 200, {
        'cache-control': 'no-store',
      });
    });

/** A connection that breaks ends the bytes: too few have another hash. */
async function* arriving(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body ?? []) yield piece;
  } catch {
    // weather: whoever sends it sends it again
  }
}
