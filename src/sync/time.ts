import type { HeardTime } from '../storage/index.ts';

/**
 * What a reply says of the server's time: our own header to the millisecond, else `Date` (RFC 9110 §6.6.1), which has seconds and
 * may be a proxy's. Read only of replies that have proven to be ours.
 */
export function readServerTime(headers: Headers, at: number): HeardTime | undefined {
  const said = Date.parse(headers.get('server-time') ?? headers.get('date') ?? '');
  return Number.isFinite(said) ? { said, at } : undefined;
}
