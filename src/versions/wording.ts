/** What two texts say differently, language by language. */
import type { Questionnaire, Words } from '../questionnaire/index.ts';
import type { About, Difference } from './difference.ts';
import { textIn } from './texts.ts';

/** Told one by one where people will read something else; translations that came or went are counted. */
interface WordsChange {
  readonly language: string;
  readonly kind: 'reworded' | 'translated' | 'untranslated';
  readonly before: string;
  readonly after: string;
}

/** `tags`: the languages that both versions have; one that came or went as a whole is told once for all texts. */
function wordsChanges(
  before: Words | undefined,
  after: Words | undefined,
  tags: readonly string[],
): WordsChange[] {
  return tags.flatMap((language): WordsChange[] => {
    const [was, is] = [before, after].map((words) => (words === undefined ? '' : textIn(words, language)));
    if (was === undefined || is === undefined || was === is) return [];
    const kind = was === '' ? 'translated' : is === '' ? 'untranslated' : 'reworded';
    return [{ language, kind, before: was, after: is }];
  });
}

/** Texts that came or went in a language, counted over the whole questionnaire. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add({ kind, language }: WordsChange): void {
    const key = `${kind} ${language}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  get all(): Difference[] {
    return [...this.#counts].map(([key, count]) => {
      const [kind, language = ''] = key.split(' ') as ['translated' | 'untranslated', string];
      return { kind, means: 'none', about: { what: 'form', name: '' }, language, count };
    });
  }
}

/** Words that read otherwise, one by one; those that came or went in a language are counted for the whole. */
export function wordsTold(
  about: About,
  part: string,
  [was, is]: readonly [unknown, unknown],
  tags: readonly string[],
  tally: Tally,
): Difference[] {
  const changes = wordsChanges(was as Words | undefined, is as Words | undefined, tags);
  for (const change of changes) if (change.kind !== 'reworded') tally.add(change);
  return changes
    .filter(({ kind }) => kind === 'reworded')
    .map(({ language, before, after }) => ({
      kind: 'reworded',
      means: 'wording',
      about,
      part,
      language,
      before,
      after,
    }));
}

/** The languages that both have. */
export const commonTags = (before: Questionnaire, after: Questionnaire): string[] => {
  const now = new Set(after.languages.map(({ tag }) => tag));
  const tags = before.languages.map(({ tag }) => tag).filter((tag) => now.has(tag));
  return tags.length > 0 ? tags : [after.defaultLanguage];
};

/** The order of names in an object says nothing. */
export function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
