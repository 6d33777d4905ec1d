/** Every language says everything, with the same placeholders, and nothing that nobody shows. */
import type { Complaint, HouseFile } from './files.ts';
import { type Language, languages, placeholders, type Saying } from './words.ts';

const pluralEnding = /_(zero|one|two|few|many|other)$/;
const base = (key: string): string => key.replace(pluralEnding, '');

export function completeLocales(sayings: readonly Saying[]): Complaint[] {
  const files = Map.groupBy(sayings, ({ file }) => (file.startsWith('locales/') ? 'locales' : file));
  return [...files].flatMap(([file, inFile]) => compareLanguages(file, inFile));
}

function compareLanguages(file: string, sayings: readonly Saying[]): Complaint[] {
  const hasPlurals = file === 'locales';
  const byLanguage = Map.groupBy(sayings, ({ language }) => language);
  const original = new Map(byLanguage.get('en')?.map(({ key, text }) => [key, text]));
  const wanted = new Set([...original.keys()].map((key) => (hasPlurals ? base(key) : key)));
  return languages.flatMap((language) => {
    const said = new Map(byLanguage.get(language)?.map(({ key, text }) => [key, text]));
    const where = `${file} ${language}`;
    const expected = [...wanted].flatMap((key) => {
      const isPlural = hasPlurals && original.has(`${key}_other`);
      return isPlural ? pluralsOf(language).map((form) => `${key}_${form}`) : [key];
    });
    return [
      ...expected
        .filter((key) => !said.get(key)?.trim())
        .map((key) => ({ rule: 'locale-missing', where, what: key })),
      ...[...said.keys()]
        .filter((key) => !expected.includes(key))
        .map((key) => ({ rule: 'locale-stray', where, what: `${key} is not in the original` })),
      ...[...said].flatMap(([key, text]) => {
        const model = original.get(key) ?? original.get(`${base(key)}_other`) ?? '';
        // "one" may say the number as a word
        const same = placeholders(text).join() === placeholders(model).join() || key.endsWith('_one');
        return same
          ? []
          : [
              {
                rule: 'locale-placeholders',
                where,
                what: `${key}: ${placeholders(text)} for ${placeholders(model)}`,
              },
            ];
      }),
    ];
  });
}

const pluralsOf = (language: Language): string[] =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories;

/** A key that no line of the code names, whole or by its beginning (`sync.${code}`). */
export function unusedKeys(sayings: readonly Saying[], code: readonly HouseFile[]): Complaint[] {
  const all = code.map(({ text }) => text).join('\n');
  const beginnings = [...all.matchAll(/`([a-zA-Z][\w.-]*\.)\$\{/g)].map((match) => match[1] ?? '');
  const keys = new Set(
    sayings
      .filter(({ file, language }) => file.startsWith('locales/') && language === 'en')
      .map(({ key }) => base(key)),
  );
  return [...keys]
    .filter((key) => !["'", '"', '`'].some((quote) => all.includes(quote + key + quote)))
    .filter((key) => !beginnings.some((beginning) => key.startsWith(beginning)))
    .map((key) => ({ rule: 'locale-unused', where: 'locales/en.json', what: key }));
}
