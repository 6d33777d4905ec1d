/**
 * The opening of a questionnaire: all that stands before the first stored answer, in one language. It is small enough
 * to come with the page, so that a person reads the notice while the rest of the questionnaire is on its way.
 */
import * as z from 'zod/mini';
import { interpolate } from './interpolate.ts';
import { type Item, LanguageTag, type Question, type Questionnaire, type Words } from './schema.ts';
import { inWords } from './words.ts';

export const Opening = z.object({
  language: LanguageTag,
  title: z.string(),
  /** Markdown, with the survey's words put in. */
  notice: z.string(),
  question: z.string(),
  choices: z.array(z.object({ name: z.string(), label: z.string() })),
  /** The choice that opens the interview. */
  agreed: z.string(),
  farewell: z.string(),
});
export type Opening = z.infer<typeof Opening>;

/** Words for the `{{name}}` of the survey: plain words, or a day that the reader's language writes in its own way. */
export type OpeningInserts = Readonly<Record<string, { readonly words: Words } | { readonly day: string }>>;

/** The opening in `language`, or null where the questionnaire asks for no consent. */
export function openingOf(
  questionnaire: Questionnaire,
  language: string,
  inserts: OpeningInserts,
  writeDay: (day: string, language: string) => string,
): Opening | null {
  const { consent, defaultLanguage } = questionnaire;
  if (!consent) return null;
  const flat = [...questionsOf(questionnaire.items)];
  const at = flat.findIndex(({ name }) => name === consent.question);
  const asked = flat[at];
  if (!asked) return null;

  const say = (words: Words | undefined): string => {
    if (words === undefined) return '';
    const text = inWords(words, language, [defaultLanguage]).text;
    return interpolate(text, { insert, answer: () => null }).join('');
  };
  const insert = (name: string): string | null => {
    const given = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
    if (given)
      return 'day' in given
        ? writeDay(given.day, language)
        : inWords(given.words, language, [defaultLanguage]).text;
    const chosen = questionnaire.inserts?.[name];
    const by = chosen && Object.hasOwn(inserts, chosen.by) ? inserts[chosen.by] : undefined;
    if (!chosen || !by || !('words' in by)) return null;
    const words = chosen.words[inWords(by.words, language, [defaultLanguage]).text];
    return words === undefined ? null : inWords(words, language, [defaultLanguage]).text;
  };

  return {
    language,
    title: say(questionnaire.title),
    notice: flat
      .slice(0, at)
      .map(({ label }) => say(label))
      .join('\n\n'),
    question: say(asked.label),
    choices: (questionnaire.lists[asked.list ?? '']?.choices ?? []).map(({ name, label }) => ({
      name,
      label: say(label),
    })),
    agreed: consent.agreed,
    farewell: say(flat.find(({ name }) => name === consent.farewell)?.label),
  };
}

function* questionsOf(items: readonly Item[]): Iterable<Question> {
  for (const item of items) {
    if (item.kind === 'group' || item.kind === 'repeat') yield* questionsOf(item.items);
    else yield item;
  }
}
