/** What a survey must fill in before anybody reads its notice. */
import type { Item, Question, Questionnaire, Words } from '../questionnaire/index.ts';
import type { SurveyPlan } from './schema.ts';

/** words: in every language of the survey. choice: one of a few codes, for a sentence that the questionnaire has for each. */
export interface Field {
  readonly name: string;
  readonly kind: 'words' | 'day' | 'choice';
  readonly choices?: readonly string[];
}

/**
 * What the strictest of the four laws wants to be said, in the order in which a person reads it. These are inserts of the
 * survey; what the questionnaire's own notice does not say stands in a list under it (`unsaidBy`).
 */
export const noticeFields: readonly Field[] = [
  { name: 'organisation', kind: 'words' },
  { name: 'purpose', kind: 'words' },
  { name: 'contact', kind: 'words' },
  { name: 'officer', kind: 'words' },
  { name: 'legal_basis', kind: 'words' },
  { name: 'recipients', kind: 'words' },
  { name: 'sensitive', kind: 'words' },
  { name: 'retention_date', kind: 'day' },
  { name: 'transfer_abroad', kind: 'choice', choices: ['no', 'yes'] },
  { name: 'transfer_where', kind: 'words' },
  { name: 'authority', kind: 'words' },
];

type Given = Pick<SurveyPlan, 'inserts'>;

/** Every field that this survey has to fill in: what the notice needs, then what else the questionnaire's sentences name. */
export function fieldsOf(questionnaire: Questionnaire, given: Given): readonly Field[] {
  const known = new Set(noticeFields.map(({ name }) => name));
  const isSentAbroad = codeOf(given, 'transfer_abroad') === 'yes';
  return [
    ...noticeFields.filter(({ name }) => name !== 'transfer_where' || isSentAbroad),
    ...wantedBy(questionnaire, given).filter(({ name }) => !known.has(name)),
  ];
}

/** Names of the notice's fields that the questionnaire's own sentences do not say. */
export function unsaidBy(questionnaire: Questionnaire, given: Given): string[] {
  const said = new Set(wantedBy(questionnaire, given).map(({ name }) => name));
  return fieldsOf(questionnaire, given)
    .map(({ name }) => name)
    .filter((name) => noticeFields.some((field) => field.name === name) && !said.has(name));
}

/** The survey's inserts that the sentences of a questionnaire name, those within inserts too, as they are chosen by now. */
function wantedBy({ inserts = {}, items, lists, title }: Questionnaire, given: Given): Field[] {
  const wanted = new Map<string, Field>();
  const questions = new Set(namesIn(items));
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    const own = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
    if (!own) {
      wanted.set(name, { name, kind: /_date$|_day$/.test(name) ? 'day' : 'words' });
      return;
    }
    const isAsked = questions.has(own.by);
    if (!isAsked) wanted.set(own.by, { name: own.by, kind: 'choice', choices: Object.keys(own.words) });
    const chosen = isAsked ? Object.values(own.words) : [own.words[codeOf(given, own.by) ?? ''] ?? ''];
    for (const inner of holesIn(chosen)) if (inner !== name) want(inner);
  };
  for (const name of holesIn([title, items, lists])) want(name);
  return [...wanted.values()];
}

const holes = /\{\{([^{}]+)\}\}/g;

/** The names in every sentence of something, in their order. */
const holesIn = (something: unknown): Set<string> =>
  new Set([...JSON.stringify(something).matchAll(holes)].map(([, name = '']) => name.trim()));

function* namesIn(items: readonly Item[]): Iterable<string> {
  for (const item of items) {
    yield item.name;
    if (item.kind === 'group' || item.kind === 'repeat') yield* namesIn(item.items);
  }
}

/** The code of a choice among inserts, as the plan has it. */
export function codeOf({ inserts }: Given, name: string): string | undefined {
  const insert = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
  return insert && 'words' in insert && typeof insert.words === 'string' ? insert.words : undefined;
}

/** What an insert of the plan says in a language; blank where it says nothing. */
export function wordsIn({ inserts }: Given, name: string, language: string): string {
  const insert = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
  return insert && 'words' in insert ? inLanguage(insert.words, language) : '';
}

/** Exactly this language's words: what another language says is no translation. */
export const inLanguage = (words: Words, language: string): string =>
  typeof words === 'string' ? words : (Object.hasOwn(words, language) && words[language]) || '';

/** The questions outside repeats by which people can be told apart: for targets, presets and groups. */
export function choiceQuestionsOf(questionnaire: Questionnaire): readonly ChoiceQuestion[] {
  const { consent, lists } = questionnaire;
  return [...outsideRepeats(questionnaire.items)].flatMap(({ kind, name, label, list = '' }) => {
    const choices = Object.hasOwn(lists, list) ? (lists[list]?.choices ?? []) : [];
    if (kind !== 'one' || name === consent?.question || choices.length === 0) return [];
    return [
      { name, ...(label !== undefined && { label }), choices: choices.filter((choice) => !choice.apart) },
    ];
  });
}

export interface ChoiceQuestion {
  readonly name: string;
  readonly label?: Words;
  readonly choices: readonly { readonly name: string; readonly label?: Words }[];
}

function* outsideRepeats(items: readonly Item[]): Iterable<Question> {
  for (const item of items) {
    if (item.kind === 'group') yield* outsideRepeats(item.items);
    else if (item.kind !== 'repeat') yield item;
  }
}
