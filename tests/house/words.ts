/** Every string that a person reads, wherever it is written: the interface's locales and the questionnaires. */
import type { HouseFile } from './files.ts';

export const languages = ['en', 'ms', 'fil', 'th', 'vi'] as const;
export type Language = (typeof languages)[number];

/** One string in one language; `key` says where in the file it stands. */
export interface Saying {
  readonly file: string;
  readonly key: string;
  readonly language: Language;
  readonly text: string;
}

export function sayingsOf(files: readonly HouseFile[]): Saying[] {
  return files.flatMap(({ path, text }) => {
    const locale = /^locales\/([a-z]+)(?:\.[a-z]+)?\.json$/.exec(path)?.[1];
    if (locale && isLanguage(locale)) return ofLocale(path, locale, JSON.parse(text), '');
    if (/^src\/questionnaires\/[^.]*\.json$/.test(path)) return ofQuestionnaire(path, JSON.parse(text), '');
    return [];
  });
}

export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

function ofLocale(file: string, language: Language, value: unknown, key: string): Saying[] {
  if (typeof value === 'string') return [{ file, key, language, text: value }];
  return Object.entries(value as object).flatMap(([name, inner]) =>
    ofLocale(file, language, inner, key ? `${key}.${name}` : name),
  );
}

/** Words by language are objects whose every key is one of our tags. */
function ofQuestionnaire(file: string, value: unknown, key: string): Saying[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const areWords =
    entries.length > 0 && entries.every(([tag, words]) => isLanguage(tag) && typeof words === 'string');
  if (areWords)
    return entries.map(([tag, words]) => ({ file, key, language: tag as Language, text: words as string }));
  const name = 'name' in value && typeof value.name === 'string' ? `(${value.name})` : '';
  return entries.flatMap(([step, inner]) => ofQuestionnaire(file, inner, `${key}${name}/${step}`));
}

/** What a sentence is filled with: `{{day}}` and `${question}`. */
export const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{[^}]*\}\}|\$\{[^}]*\}/g)].map(String).sort();
