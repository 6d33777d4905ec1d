/** What there is to say about one answer. */
import type { Shown } from './words.ts';

export type Need = 'no' | 'soft' | 'hard';

/** missing: hard required and blank; wanted: soft required and blank; unfinished: begun, and kept, but no answer yet; unacceptable: breaks its constraint. */
export type VerdictKind = 'fine' | 'missing' | 'wanted' | 'unfinished' | 'unacceptable';

export interface Verdict {
  readonly kind: VerdictKind;
  /** What the author says to it; where nothing is said, the screen has words of its own. */
  readonly message: Shown | null;
}

/**
 * A blank cannot break a constraint and a filled one cannot be missing, so there is never more than one thing to say.
 *
 *                      blank      filled
 *   hard required      missing    fine
 *   soft required      wanted     fine
 *   too few points     fine       unfinished
 *   constraint broken  fine       unacceptable
 *   not relevant       fine       fine
 */
export function judge(facts: {
  relevant: boolean;
  blank: boolean;
  need: () => Need;
  unfinished: boolean;
  acceptable: () => boolean;
}): VerdictKind {
  if (!facts.relevant) return 'fine';
  if (!facts.blank) return facts.unfinished ? 'unfinished' : facts.acceptable() ? 'fine' : 'unacceptable';
  const need = facts.need();
  return need === 'hard' ? 'missing' : need === 'soft' ? 'wanted' : 'fine';
}
