import { Hono } from 'hono';
import { refuse } from '../problem.ts';
import type { Store } from '../store/index.ts';

/** Whether this server can do its work: asked by those who watch over it. */
export const health = (store: Store) =>
  new Hono()
    .get('/', async (c) => {
      const well = await store.check().then(
        () => true,
        () => false,
      );
      return c.json({ status: well ? 'ok' : 'failing' }, well ? 200 : 503, { 'cache-control': 'no-store' });
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));
