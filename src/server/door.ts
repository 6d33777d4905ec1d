/**
 * How many may be inside at a time. A server that takes in more than it can do does nothing; so beyond a bound the others wait
 * before a byte of theirs is read, and beyond another they are told when to come again: memory stays flat. That is 429 and no
 * 503: nothing is wrong with the server, and a balancer need not take it for ill. There is no rate per address, since a ministry behind one address may send with two thousand phones; but those who wait are let in by turns,
 * one for each address, so that a single phone never stands behind a crowd.
 */
import { createMiddleware } from 'hono/factory';
import type { NameAddress } from './address.ts';
import { refuse } from './problem.ts';

export interface Bounds {
  /** Requests that are read and kept at the same time. */
  readonly inside: number;
  /** Their bytes, as announced. */
  readonly bytes: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Milliseconds that one waits at most. */
  readonly patience: number;
}

export const usualBounds: Bounds = {
  inside: 1_000,
  bytes: 64 * 1024 * 1024,
  waiting: 5_000,
  patience: 20_000, // of the 60 s that a phone has
};

/** Files flow through to the disk and are never held, so only their number counts; and they take no place from answers. */
export const mediaBounds: Bounds = {
  inside: 400,
  bytes: Number.POSITIVE_INFINITY,
  waiting: 2_000,
  patience: 20_000,
};

const unannounced = 64 * 1024; // bytes that a request counts for which does not say how long it is
const packedBy = 10; // times: answers and their JSON shrink by gzip at most so far in practice

interface Waiting {
  readonly size: number;
  enter(): void;
}

export function openDoor(bounds: Bounds, nameOf: NameAddress, random: () => number = Math.random) {
  const lines = new Map<string, Waiting[]>(); // one for each address, in the order of their turns
  let waiting = 0;
  let inside = 0;
  let bytes = 0;

  const fits = (size: number) => inside === 0 || (inside < bounds.inside && bytes + size <= bounds.bytes);
  const goIn = (size: number) => {
    inside++;
    bytes += size;
  };
  const goOut = (size: number) => {
    inside--;
    bytes -= size;
    for (let next = first(); next && fits(next.one.size); next = first()) {
      leave(next.name, next.one);
      const rest = lines.get(next.name);
      if (rest) {
        lines.delete(next.name);
        lines.set(next.name, rest); // its next turn comes after everybody else's
      }
      goIn(next.one.size);
      next.one.enter();
    }
  };
  function first(): { name: string; one: Waiting } | undefined {
    for (const [name, [one]] of lines) if (one) return { name, one };
    return undefined;
  }
  function leave(name: string, one: Waiting): void {
    const line = lines.get(name) ?? [];
    if (line[0] === one) line.shift();
    else line.splice(line.indexOf(one), 1);
    waiting--;
    if (line.length === 0) lines.delete(name);
  }

  /** Resolves with whether there was room. When half of the waiting room is taken, nobody has more than an equal part of it. */
  function comeIn(name: string, size: number): Promise<boolean> {
    if (waiting === 0 && fits(size)) {
      goIn(size);
      return Promise.resolve(true);
    }
    if (waiting >= bounds.waiting) return Promise.resolve(false);
    const line = lines.get(name) ?? [];
    const addresses = lines.size + (line.length > 0 ? 0 : 1);
    if (waiting >= bounds.waiting / 2 && line.length >= bounds.waiting / addresses)
      return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        leave(name, one);
        resolve(false);
      }, bounds.patience);
      const one = {
        size,
        enter() {
          clearTimeout(timer);
          resolve(true);
        },
      };
      line.push(one);
      lines.set(name, line);
      waiting++;
    });
  }

  return createMiddleware(async (c, next) => {
    const announced = Number(c.req.header('content-length') ?? unannounced);
    const isPacked = c.req.header('content-encoding') !== undefined;
    const size = (Number.isFinite(announced) ? announced : unannounced) * (isPacked ? packedBy : 1);
    if (!(await comeIn(nameOf(c), size))) {
      const wait = 1 + Math.floor(random() * 9); // seconds, not the same for all: they must not come back together
      return refuse(c, { code: 'too-many-tries' }, { 'retry-after': String(wait) });
    }
    try {
      return await next();
    } finally {
      goOut(size);
    }
  });
}
