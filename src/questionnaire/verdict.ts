/** What there is to say about one answer. */
import type { Shown } from './words.ts';

export type Need = 'no' | 'soft' | 'hard';

/**
 * There is never more than one thing to say; of what is not relevant, nothing.
 *
 *                      blank      filled
 *   hard required      missing    fine
 *   soft required      wanted     fine
 *   too few points     fine       unfinished: begun, and kept, but no answer yet
 *   constraint broken  fine       unacceptable
 */
export type VerdictKind = 'fine' | 'missing' | 'wanted' | 'unfinished' | 'unacceptable';

export interface Verdict {
  readonly kind: VerdictKind;
  /** What the author says to it; where nothing is said, the screen has words of its own. */
  readonly message: Shown | null;
}
