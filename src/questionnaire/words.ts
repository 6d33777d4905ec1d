/** Words in the language of the reader, or in the nearest one there is. */
import type { Words } from './schema.ts';

/** Words as shown, with the language they are in: the `lang` of the element, where it fell back to another. */
export interface Shown {
  readonly text: string;
  readonly language: string;
  /** Where answers were put in: author's words and answers by turns. `markup` shows the answers as they stand. */
  readonly pieces?: readonly string[];
}

/** The words in `language`; else in its base (`pt` for `pt-BR`), else in the first fallback that has them. */
export function inWords(words: Words, language: string, fallbacks: readonly string[]): Shown {
  if (typeof words === 'string') return { text: words, language };
  const base = language.split('-', 1)[0] ?? language;
  for (const tag of [language, base, ...fallbacks, 'default']) {
    const text = Object.hasOwn(words, tag) ? words[tag] : undefined;
    if (text) return { text, language: tag === 'default' ? language : tag };
  }
  const [first] = Object.entries(words).filter(([, text]) => text);
  return first ? { text: first[1], language: first[0] } : { text: '', language };
}
