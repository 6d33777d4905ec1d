/**
 * How many may be inside at a time. A server that takes more than it can do does nothing; so beyond a bound it says "later"
 * before it has read a byte, and its memory stays flat. While there is room nobody is counted: a ministry behind one address
 * may send with two thousand phones. When it gets tight, an address that holds more than its share waits first.
 */
import { createMiddleware } from 'hono/factory';
import type { NameAddress } from './address.ts';
import { refuse } from './problem.ts';

export interface Bounds {
  /** Requests that are read or kept at the same time. */
  readonly requests: number;
  /** Their bytes: as announced, or as many as one may have. */
  readonly bytes: number;
}

export const usualBounds: Bounds = { requests: 2_000, bytes: 128 * 1024 * 1024 };

const unannounced = 64 * 1024; // bytes that a request counts for which does not say how long it is
const packedBy = 10; // times: answers and their JSON shrink by gzip at most so far in practice

export function openDoor(bounds: Bounds, nameOf: NameAddress, random: () => number = Math.random) {
  const inside = new Map<string, number>();
  let requests = 0;
  let bytes = 0;

  /** Room for everyone until half is taken; from then on each address has an equal part of the whole. */
  const hasRoom = (name: string, size: number): 'yes' | 'too-many' | 'full' => {
    if (requests >= bounds.requests || (requests > 0 && bytes + size > bounds.bytes)) return 'full';
    if (requests < bounds.requests / 2) return 'yes';
    const share = bounds.requests / Math.max(1, inside.size + (inside.has(name) ? 0 : 1));
    return (inside.get(name) ?? 0) < share ? 'yes' : 'too-many';
  };

  return createMiddleware(async (c, next) => {
    const name = nameOf(c);
    const announced = Number(c.req.header('content-length') ?? unannounced);
    const isPacked = c.req.header('content-encoding') !== undefined;
    const size = (Number.isFinite(announced) ? announced : unannounced) * (isPacked ? packedBy : 1);
    const room = hasRoom(name, size);
    if (room !== 'yes') {
      const wait = 1 + Math.floor(random() * 5); // seconds, not the same for all: they must not come back together
      const code = room === 'full' ? 'server-busy' : 'too-many-tries';
      return refuse(c, { code }, { 'retry-after': String(wait) });
    }
    requests++;
    bytes += size;
    inside.set(name, (inside.get(name) ?? 0) + 1);
    try {
      return await next();
    } finally {
      requests--;
      bytes -= size;
      const left = (inside.get(name) ?? 1) - 1;
      if (left > 0) inside.set(name, left);
      else inside.delete(name);
    }
  });
}
