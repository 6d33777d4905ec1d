/** The texts of a questionnaire one by one, each under a key that stays the same from version to version. */
import type { Questionnaire, Words } from '../questionnaire/index.ts';
import { type Said, withWords } from '../xlsform/index.ts';

/** One text in all its languages. */
export interface Text extends Said {
  /** `/people/age#label`, `colours/red#label`, `{{who}}/MY#text`, `score s_ldr#label`, `#title`. */
  readonly key: string;
}

/** Whether it names a file and is not read itself. */
export const isFileName = ({ field }: Pick<Text, 'field'>): boolean =>
  /^(image|bigImage|audio|video)$/.test(field);

/** The names of the pictures, sounds and films that stand beside words, in all languages. */
export const filesNamedIn = (questionnaire: Questionnaire): string[] => [
  ...new Set(
    textsOf(questionnaire)
      .filter(isFileName)
      .flatMap(({ words }) => (typeof words === 'string' ? [words] : Object.values(words)))
      .filter((name) => name !== ''),
  ),
];

/** All texts, in the order in which they stand. */
export function textsOf(questionnaire: Questionnaire): Text[] {
  const all: Text[] = [];
  rewrite(questionnaire, (text) => {
    all.push(text);
    return text.words;
  });
  return all;
}

/** The questionnaire with other words, by the texts' keys. */
export const withTexts = (questionnaire: Questionnaire, words: ReadonlyMap<string, Words>): Questionnaire =>
  rewrite(questionnaire, (text) => words.get(text.key) ?? text.words);

/** Two choices may have one name, and two questions in one place: the second is told from the first by `~2`. */
function rewrite(questionnaire: Questionnaire, change: (text: Text) => Words): Questionnaire {
  const times = new Map<string, number>();
  return withWords(questionnaire, (said) => {
    const plain = `${said.path}#${said.field}`;
    const time = (times.get(plain) ?? 0) + 1;
    times.set(plain, time);
    return change({ ...said, key: time === 1 ? plain : `${plain}~${time}` });
  });
}

/** The text in a language; '' where it has none. A plain text is the same in all. */
export const textIn = (words: Words, tag: string): string =>
  typeof words === 'string' ? words : Object.hasOwn(words, tag) ? (words[tag] ?? '') : '';

/** The words with another text in one language: '' takes it away. `tags`: the languages that a plain text stood for. */
export function withText(words: Words, tag: string, text: string, tags: readonly string[]): Words {
  if (textIn(words, tag) === text) return words;
  const all = typeof words === 'string' ? Object.fromEntries(tags.map((each) => [each, words])) : words;
  if (text !== '') return { ...all, [tag]: text };
  return Object.fromEntries(Object.entries(all).filter(([each]) => each !== tag));
}
