import { Hono } from 'hono';
import { openApi } from '../openapi.ts';
import { type Packed, pack, sendPacked } from '../packed.ts';
import { refuse } from '../problem.ts';

/** Says what can be asked here. Made when it is asked for the first time. */
export function document(): Hono {
  let packed: Promise<Packed> | undefined;
  return new Hono()
    .get('/', async (c) => {
      packed ??= pack(Buffer.from(JSON.stringify(openApi())));
      const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' };
      return sendPacked(c, await packed, headers);
    })
    .all('/', (c) => refuse(c, { code: 'method-not-allowed' }, { allow: 'GET, HEAD' }));
}
