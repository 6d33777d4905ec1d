/** The words of a questionnaire outside an interview: in one line, without marks, with a gap where an answer would stand. */
import { interpolate, inWords, plainText, type Questionnaire, type Words } from '../questionnaire/index.ts';
import type { Survey } from './survey.ts';

/** Reads words in a language, else in the questionnaire's own. */
export function readable(
  questionnaire: Questionnaire,
  { inserts, presets }: Pick<Survey, 'inserts' | 'presets'>,
  language: string,
): (words: Words) => string {
  const fallbacks = [questionnaire.defaultLanguage, ...questionnaire.languages.map(({ tag }) => tag)];
  const text = (words: Words) => inWords(words, language, fallbacks).text;
  const insert = (name: string): string | null => {
    const given = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
    if (given) return 'day' in given ? given.day : text(given.words);
    const chosen = questionnaire.inserts?.[name];
    const by = chosen && presets?.[chosen.by];
    const words = chosen && by !== undefined ? chosen.words[by] : undefined;
    return words === undefined ? `[${name}]` : text(words);
  };
  return (words) =>
    plainText(interpolate(text(words), { insert, answer: (name) => `[${name}]` }).join(''))
      .replace(/\s+/g, ' ')
      .trim();
}
