import type { Pause } from '../storage/index.ts';
import type { Later } from './wire.ts';

const shortestWait = 15_000;
const longestWait = 60 * 60_000; // an hour: a village without signal costs no battery

/**
 * Milliseconds until the next try: 15 s after the first, then 30 s, 1 min … 1 h, and up to a half more by chance, so
 * that phones that lost the network together do not come back together.
 */
export const waitAfter = (tries: number, random: () => number): number => {
  const wait = shortestWait * 2 ** Math.min(Math.max(tries - 1, 0), 20) * (1 + random() / 2);
  return Math.round(Math.min(wait, longestWait));
};

/** The pause after one more try in vain. */
export function pauseAfter(
  before: Pause | undefined,
  { reason, retryAfter }: Later,
  now: number,
  random: () => number,
): Pause {
  const tries = (before?.tries ?? 0) + 1;
  const wait = Math.max(waitAfter(tries, random), retryAfter ?? 0);
  return { tries, since: now, until: now + wait, reason, asked: retryAfter !== undefined };
}

/** A pause that began in the future is one of a clock that has been set back since: it is over. */
export const isOver = ({ since, until }: Pause, now: number): boolean => now >= until || now < since;

/** The way is bad for everything, or the server asked for quiet: files are no reason to try it again. */
export const holdsFiles = (pause: Pause | undefined, now: number): pause is Pause =>
  pause !== undefined && !isOver(pause, now) && (pause.asked || pause.reason !== 'server-busy');
