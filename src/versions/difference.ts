/** One thing that two versions of a questionnaire say differently, and what it means for answers that are there already. */
import type { Words } from '../questionnaire/index.ts';

/** Kinds of difference; each has its sentence in every language. */
export type DifferenceKind =
  | 'added'
  | 'removed'
  | 'renamed'
  | 'moved'
  | 'order'
  | 'kind'
  | 'reworded'
  | 'translated'
  | 'untranslated'
  | 'logic'
  | 'part'
  | 'choice-added'
  | 'choice-removed'
  | 'choice-apart'
  | 'choice-order'
  | 'choice-part'
  | 'list-added'
  | 'list-removed'
  | 'list-file'
  | 'language-added'
  | 'language-removed'
  | 'language-status'
  | 'language-default'
  | 'consent'
  | 'score-added'
  | 'score-removed'
  | 'score'
  | 'insert'
  | 'form';

/**
 * What it means for answers that are there.
 *
 *   none         nothing: they are what they were
 *   wording      comparable as long as it still means the same
 *   new          nobody who answered before was asked
 *   column-stays no longer asked; what was answered stays, in a column of its own
 *   two-columns  what was answered stays under the old name or place; from now on there is another column
 *   two-kinds    one column with answers of two kinds: counted apart
 *   new-choice   those who answered before could not choose it
 *   no-choice    no longer offered; who chose it keeps it, with its label
 *   apart        counted otherwise: in or out of percentages and scales
 *   order        comparable, but the place in a row can change what people answer
 *   others       others are asked than before: a blank means something else
 *   from-now     holds from now on; answers that are there are not checked anew
 *   worked-out   what was worked out before stays; the next answers have it by the new formula
 *   scores       scores are worked out anew for all submissions: figures already published may differ
 *   language     nobody can begin in this language any more; interviews that were begun go on
 *   consent      who agreed before agreed to other words
 */
export type Meaning =
  | 'none'
  | 'wording'
  | 'new'
  | 'column-stays'
  | 'two-columns'
  | 'two-kinds'
  | 'new-choice'
  | 'no-choice'
  | 'apart'
  | 'order'
  | 'others'
  | 'from-now'
  | 'worked-out'
  | 'scores'
  | 'language'
  | 'consent';

/** What a difference is about. */
export interface About {
  readonly what: 'form' | 'question' | 'section' | 'note' | 'list' | 'choice' | 'score' | 'insert';
  /** Its name; of a choice, `list/name`. */
  readonly name: string;
  readonly label?: Words;
}

export interface Difference {
  readonly kind: DifferenceKind;
  readonly means: Meaning;
  readonly about: About;
  /** The part that is another one: `label`, `relevant` …; of `renamed` and `moved`, nothing. */
  readonly part?: string;
  readonly language?: string;
  /** How many, where one line stands for several. */
  readonly count?: number;
  /** As it read before, and as it reads now. */
  readonly before?: string;
  readonly after?: string;
}
