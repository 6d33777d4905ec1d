/** Files of submissions, by the tus protocol; and how they stand, for whoever proves by a hash that they have the submission. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { Hash, SubmissionId } from '../../submission/index.ts';
import type { Catalogue } from '../catalogue.ts';
import { filesOf, zipOf } from '../media/export.ts';
import { bytesOf, type Media } from '../media/index.ts';
import { refuse } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { SignedIn } from './session.ts';
import { hashHeader } from './standing.ts';

export function media(it: Media, door: MiddlewareHandler) {
  const handle = async (c: Context): Promise<Response> => {
    const said = await it.handle(c.req.raw);
    if (said instanceof Response) return said;
    return refuse(c, said, said.code === 'storage-full' ? { 'retry-after': '600' } : {});
  };
  const atUpload = (c: Context) =>
    /^[0-9a-f]{40}$/.test(c.req.param('upload') ?? '') ? handle(c) : refuse(c, { code: 'not-found' });
  return new Hono()
    .use(door)
    .post('/', handle)
    .options('/', handle)
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'POST, OPTIONS' }))
    .get('/:upload', (c) => (c.req.raw.method === 'HEAD' ? atUpload(c) : notAllowed(c))) // Hono asks this one for HEAD
    .patch('/:upload', atUpload)
    .delete('/:upload', atUpload)
    .all('/:upload', notAllowed);
}

const notAllowed = (c: Context): Response =>
  refuse(c, { code: 'method-not-allowed' }, { allow: 'HEAD, PATCH, DELETE' });

/** What a coordinator sees of files: one, or all of a survey as a ZIP. Never shown as a page of ours, whatever is inside. */
export const coordinatorMedia = ({ files }: Media, store: Store, catalogue: Catalogue) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/media', async (c) => {
      const fielding = await catalogue.fielding(c.req.param('id'));
      if (!fielding) return refuse(c, { code: 'survey-unknown' });
      const zip = zipOf(filesOf(store, files, fielding, { written: 0, awaited: 0 }));
      return c.body(ReadableStream.from(zip), 200, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${fielding.survey.id}.zip"`,
        'cache-control': 'no-store',
      });
    })
    .get('/submissions/:id/media/:hash', async (c) => {
      const id = SubmissionId.safeParse(c.req.param('id'));
      const listed = id.success ? await store.media.of(id.data) : [];
      const row = listed.find(({ hash }) => hash === c.req.param('hash'));
      if (!row || !(await files.has(row.hash, row.size))) return refuse(c, { code: 'not-found' });
      return c.body(ReadableStream.from(bytesOf(files.pathOf(row.hash))), 200, {
        'content-type': row.type,
        'content-length': String(row.size),
        'content-disposition': 'attachment',
        'cache-control': 'private, no-store',
      });
    });

export const mediaStanding = (it: Media, store: Store, door: MiddlewareHandler) =>
  new Hono()
    .get('/:id/media', door, async (c) => {
      const id = SubmissionId.safeParse(c.req.param('id'));
      const hash = Hash.safeParse(c.req.header(hashHeader));
      const past = id.success && hash.success ? await store.history(id.data) : null;
      if (!past?.rows.some((row) => row.hash === hash.data)) return refuse(c, { code: 'not-found' });
      return c.json(await it.standing(past.id), 200, { 'cache-control': 'no-store' });
    })
    .all('/:id/media', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));
