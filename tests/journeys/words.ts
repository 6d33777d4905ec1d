/** The words that a person reads, from the files that the app reads them from: a journey and a person look for the same. */
import { readFileSync } from 'node:fs';
import type { Item, Question, Questionnaire } from '../../src/questionnaire/index.ts';

export const languages = ['en', 'ms', 'fil', 'th', 'vi'] as const;
export type Language = (typeof languages)[number];

export const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ms: 'Bahasa Melayu',
  fil: 'Filipino',
  th: 'ไทย',
  vi: 'Tiếng Việt',
};

const read = (path: string): object =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

export const officials = read('src/questionnaires/ics_officials.json') as Questionnaire;
export const agencies = read('src/questionnaires/ipi_agencies.json') as Questionnaire;

/** A questionnaire as a person reads it: what it asks and offers in each language. */
export interface Book {
  readonly questions: readonly Question[];
  /** The question of the notice, which is asked apart. */
  readonly consent: string | undefined;
  question(name: string): Question;
  asks(language: Language, name: string): string | RegExp;
  /** How a choice reads, with its hint where it has one: both belong to its name. */
  choice(language: Language, ofQuestion: string, code: string): string | RegExp;
}

export function bookOf(questionnaire: Questionnaire): Book {
  const questions = questionnaire.items.flatMap(questionsIn);
  const byName = new Map(questions.map((question) => [question.name, question]));
  const question = (name: string): Question => {
    const found = byName.get(name);
    if (!found) throw new Error(`The questionnaire has no question ${name}.`);
    return found;
  };
  return {
    questions,
    consent: questionnaire.consent?.question,
    question,
    asks: (language, name) => said(language, question(name).label),
    choice(language, ofQuestion, code) {
      const { list = '', kind } = question(ofQuestion);
      if (kind === 'integer') return code;
      const found = questionnaire.lists[list]?.choices.find(({ name }) => name === code);
      if (!found) throw new Error(`${ofQuestion} has no choice ${code}.`);
      const label = said(language, found.label);
      return found.hint ? new RegExp(`^${sourceOf(label)}( |$)`, 'u') : label;
    },
  };
}

function questionsIn(item: Item): Question[] {
  return item.kind === 'group' || item.kind === 'repeat' ? item.items.flatMap(questionsIn) : [item];
}

/** What stands at a key of the interface; its holes take anything. */
export function t(language: Language, key: string): string | RegExp {
  files[language] ??= shelves.reduce(
    (all, shelf) => withShelf(all, read(`locales/${language}${shelf}.json`)),
    {},
  );
  const text = key
    .split('.')
    .reduce<unknown>(
      (within, step) => (within as Record<string, unknown> | undefined)?.[step],
      files[language],
    );
  if (typeof text !== 'string') throw new Error(`locales/${language}.json has no ${key}.`);
  return withHoles(text);
}
const files: Partial<Record<Language, object>> = {};
const shelves = [
  '',
  '.coordinator',
  '.making',
  '.review',
  '.enumerator',
  '.kinds',
  '.media',
  '.handover',
  '.sent',
  '.places',
  '.safety',
  '.questionnaires',
];

/** Shelves may have words of the same family (`problems`), as the app puts them together. */
const withShelf = (all: object, shelf: object): object => {
  const known = all as Record<string, object | undefined>;
  const families = Object.entries(shelf).map(([name, words]) => [
    name,
    typeof words === 'object' ? { ...known[name], ...words } : words,
  ]);
  return { ...all, ...Object.fromEntries(families) };
};

export const title = (language: Language): string => String(said(language, officials.title));

function said(language: Language, words: unknown): string | RegExp {
  const text = typeof words === 'string' ? words : (words as Record<string, string> | undefined)?.[language];
  if (text === undefined) throw new Error(`No words in ${language}.`);
  return withHoles(text.replace(/\*+/g, ''));
}

const hole = /\{\{[^}]*\}\}|\$\{[^}]*\}/g;
const plain = (text: string): string => text.replace(/\s+/g, ' ');
const literally = (text: string): string => plain(text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function withHoles(text: string): string | RegExp {
  if (!hole.test(text)) return plain(text);
  return new RegExp(text.split(hole).map(literally).join('.+'), 'u');
}

/** The regular expression that finds these words. */
export const sourceOf = (label: string | RegExp): string =>
  typeof label === 'string' ? literally(label) : label.source;

export const matches = (name: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? name === wanted : wanted.test(name);

/** The officials' questionnaire, which most journeys are about. */
export const officialsBook = bookOf(officials);
export const { questions, question, asks, choice } = officialsBook;
