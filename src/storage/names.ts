import { fold } from '../questionnaire/index.ts';

const most = 20; // words of a name that it is found by

/** What a row with this name is found and sorted by. */
export const foundBy = (name: string | undefined): { words?: string[]; folded?: string } =>
  name === undefined ? {} : { words: wordsOf(name), folded: fold(name) };

/**
 * The words that a name is found by, without the marks that are hard to type. Thai is written without spaces: there the
 * browser knows where words begin, and each is kept with all that follows, since people type on.
 */
export function wordsOf(name: string): string[] {
  const spaced = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  const begun = spaced.flatMap((word) => (/\p{Script=Thai}/u.test(word) ? beginningsIn(word) : [word]));
  return [...new Set(begun.map(fold))].slice(0, most);
}

function beginningsIn(word: string): string[] {
  if (!('Segmenter' in Intl)) return [word]; // Firefox before 125: there a Thai name is found by its beginning
  const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
  return Array.from(segmenter.segment(word), ({ index }) => word.slice(index));
}
