/** Words of the questionnaire as this interview reads them: in its language, with answers and inserts put in. */
import { hasHoles, interpolate } from '../interpolate.ts';
import type { Words } from '../schema.ts';
import { inWords, type Shown } from '../words.ts';
import { type Interview, standing, tableOf } from './interview.ts';
import { answerText } from './scope.ts';
import type { Spot } from './table.ts';

/** Words that stand outside any question: the title, the name of a score. */
export const say = (interview: Interview, words: Words): Shown => sayAt(interview, tableOf(interview), words);

/** Words as they read at a place: `${name}` is the nearest of that name. */
export function sayAt(interview: Interview, spot: Spot, words: Words): Shown {
  const { form, language } = interview;
  const { text, language: read } = inWords(words, language, form.fallbacks);
  if (!hasHoles(text)) return { text, language: read };
  const pieces = interpolate(text, {
    answer: (name) => answerIn(interview, spot, name),
    insert: (name) => insertText(interview, spot, name),
  });
  return { text: pieces.join(''), language: read, pieces };
}

/** The answer of that name, of this interview or (`last-saved#name`) of the one that was saved last. */
function answerIn(interview: Interview, spot: Spot, name: string): string | null {
  const { outline } = interview.form;
  const [, lastSaved] = /^last-saved#\s*(.*)$/.exec(name) ?? [];
  if (lastSaved === undefined) return answerText(name, spot, outline);
  if (!outline.byName.has(lastSaved)) return null;
  return standing(spot, interview).world.lastSaved?.(lastSaved, spot)?.[0]?.text ?? '';
}

/** The survey's own words come first; then those that the questionnaire chooses by an answer, or by another insert. */
function insertText(interview: Interview, spot: Spot, name: string): string | null {
  const { form, language, inserts, formatDay } = interview;
  const given = own(inserts, name);
  if (given)
    return 'day' in given
      ? formatDay(given.day, language)
      : inWords(given.words, language, form.fallbacks).text;
  const insert = own(form.questionnaire.inserts, name);
  if (!insert) return null;
  const chosen = own(inserts, insert.by);
  const by =
    chosen && 'words' in chosen
      ? inWords(chosen.words, language, form.fallbacks).text
      : answerIn(interview, spot, insert.by);
  const words = by === null ? undefined : own(insert.words, by);
  return words === undefined ? '' : inWords(words, language, form.fallbacks).text;
}

const own = <T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  of && Object.hasOwn(of, name) ? of[name] : undefined;
