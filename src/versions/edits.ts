/** Changes to texts, kept apart from the questionnaire until they become its next version. */
import type { Questionnaire, Translation, Words } from '../questionnaire/index.ts';
import { textIn, textsOf, withText, withTexts } from './texts.ts';

/** One text in one language, as somebody wants it. */
export interface Edit {
  readonly key: string;
  readonly language: string;
  /** What stood there when they wrote it. */
  readonly was: string;
  readonly text: string;
}

export interface Edited {
  readonly questionnaire: Questionnaire;
  /** Edits of texts that have become others since: they are in the questionnaire all the same, and `now` is what they replace. */
  readonly overtaken: readonly (Edit & { readonly now: string })[];
  /** Edits of texts that there are no more. */
  readonly gone: readonly Edit[];
}

/** The questionnaire with these edits; one that changes nothing changes nothing. */
export function applyEdits(questionnaire: Questionnaire, edits: readonly Edit[]): Edited {
  const texts = new Map(textsOf(questionnaire).map(({ key, words }) => [key, words]));
  const tags = questionnaire.languages.map(({ tag }) => tag);
  const changed = new Map<string, Words>();
  const overtaken: (Edit & { now: string })[] = [];
  const gone: Edit[] = [];
  for (const edit of edits) {
    const words = changed.get(edit.key) ?? texts.get(edit.key);
    if (words === undefined) {
      gone.push(edit);
      continue;
    }
    const now = textIn(words, edit.language);
    if (now !== edit.was && now !== edit.text) overtaken.push({ ...edit, now });
    changed.set(edit.key, withText(words, edit.language, edit.text, tags));
  }
  return { questionnaire: withTexts(questionnaire, changed), overtaken, gone };
}

/** The questionnaire with a language more, without words as yet; as it is where it has the language. */
export function withLanguage(questionnaire: Questionnaire, tag: string): Questionnaire {
  if (questionnaire.languages.some((language) => language.tag === tag)) return questionnaire;
  return { ...questionnaire, languages: [...questionnaire.languages, { tag, status: 'draft' }] };
}

/** The questionnaire with a language further on its way (TRAPD). */
export const withStatus = (
  questionnaire: Questionnaire,
  tag: string,
  status: Translation['status'],
): Questionnaire => ({
  ...questionnaire,
  languages: questionnaire.languages.map((language) =>
    language.tag === tag ? { ...language, status } : language,
  ),
});
