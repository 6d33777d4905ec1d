/** When a walk takes a point. */
import type { Fix } from './settling.ts';

export interface Pace {
  /** At least so long after the point before. */
  readonly seconds: number;
  /** At most so far off; 0: any. */
  readonly metres: number;
  /** Whether a fix counts that says it is exact: only software that makes positions up says so. */
  readonly madeUp: boolean;
}

const early = 0.5; // seconds: receivers tell about once a second, not on the dot

/** Moments in milliseconds, by the clock that stamps the fixes. */
export function due({ seconds, metres, madeUp }: Pace, fix: Fix, lastAt: number | null, at: number): boolean {
  if (metres > 0 && fix.accuracy > metres) return false;
  if (metres > 0 && fix.accuracy === 0 && !madeUp) return false;
  return lastAt === null || at - lastAt >= (seconds - early) * 1_000;
}
