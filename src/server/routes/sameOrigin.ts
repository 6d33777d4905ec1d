/** Lets only our own pages act with a coordinator's cookie (beside SameSite=Strict, which older browsers get wrong). */
import { createMiddleware } from 'hono/factory';
import { refuse } from '../problem.ts';

export const sameOrigin = (publicUrl: URL | null) =>
  createMiddleware(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const ours = [new URL(c.req.url).host, c.req.header('host'), publicUrl?.host];
    const isOurs =
      site === undefined ? origin === undefined || ours.includes(hostOf(origin)) : site === 'same-origin';
    return isOurs ? next() : refuse(c, { code: 'forbidden' });
  });

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : '');
