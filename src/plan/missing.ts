/** What is still missing before a survey can open. */
import type { Questionnaire, Words } from '../questionnaire/index.ts';
import type { SurveyInsert } from '../submission/index.ts';
import { laws } from './countries.ts';
import { choiceQuestionsOf, codeOf, type Field, fieldsOf, inLanguage } from './fields.ts';
import type { SurveyPlan } from './schema.ts';

/** Where, in which language, and why. */
export interface Missing {
  /** `title`, `country`, `languages`, `closesOn`, `presets`, `targets`, or `inserts/NAME`. */
  readonly at: string;
  readonly language?: string;
  readonly why:
    | 'empty'
    /** Something stands there that was meant to be written over. */
    | 'placeholder'
    /** A contact without an address, a number or a link. */
    | 'unreachable'
    | 'passed'
    | 'before-it-opens'
    | 'before-it-closes'
    | 'language-wanted'
    | 'not-in-questionnaire';
}

/** Everything that keeps a survey from opening today, in the order of the page. */
export function missingOf(plan: SurveyPlan, questionnaire: Questionnaire, today: string): readonly Missing[] {
  return [
    ...languagesMissing(plan, questionnaire),
    ...wordsMissing('title', plan.title, plan.languages),
    ...datesMissing(plan, today),
    ...(plan.country ? [] : [{ at: 'country', why: 'empty' } as const]),
    ...fieldsOf(questionnaire, plan).flatMap((field) => fieldMissing(field, plan, today)),
    ...namesMissing(plan, questionnaire),
  ];
}

function languagesMissing({ languages, country }: SurveyPlan, questionnaire: Questionnaire): Missing[] {
  const there = new Set(questionnaire.languages.map(({ tag }) => tag));
  const wanted = country && country !== 'several' ? laws[country].languages : [];
  return [
    ...languages
      .filter((tag) => !there.has(tag))
      .map((language) => ({ at: 'languages', language, why: 'not-in-questionnaire' }) as const),
    ...wanted
      .filter((tag) => !languages.includes(tag))
      .map((language) => ({ at: 'languages', language, why: 'language-wanted' }) as const),
  ];
}

function datesMissing({ opensOn, closesOn }: SurveyPlan, today: string): Missing[] {
  if (closesOn === undefined) return [];
  if (closesOn < today) return [{ at: 'closesOn', why: 'passed' }];
  return opensOn !== undefined && closesOn < opensOn ? [{ at: 'closesOn', why: 'before-it-opens' }] : [];
}

function fieldMissing({ name, kind, choices = [] }: Field, plan: SurveyPlan, today: string): Missing[] {
  const at = `inserts/${name}`;
  const insert = Object.hasOwn(plan.inserts, name) ? plan.inserts[name] : undefined;
  if (kind === 'choice') return choices.includes(codeOf(plan, name) ?? '') ? [] : [{ at, why: 'empty' }];
  if (kind === 'day') return dayMissing(at, insert, plan, today);
  const words = insert && 'words' in insert ? insert.words : '';
  const missing = wordsMissing(at, words, plan.languages);
  if (name !== 'officer' || missing.length > 0) return missing;
  return eachLanguage(words, plan.languages)
    .filter(({ text }) => !leadsSomewhere(text))
    .map(({ language }) => ({ at, language, why: 'unreachable' }));
}

function dayMissing(
  at: string,
  insert: SurveyInsert | undefined,
  { closesOn = '' }: SurveyPlan,
  today: string,
): Missing[] {
  if (!insert || !('day' in insert)) return [{ at, why: 'empty' }];
  if (insert.day <= today) return [{ at, why: 'passed' }];
  return insert.day < closesOn ? [{ at, why: 'before-it-closes' }] : [];
}

const wordsMissing = (at: string, words: Words, languages: readonly string[]): Missing[] =>
  eachLanguage(words, languages).flatMap(({ language, text }) => {
    const why: Missing['why'] | null =
      text.trim() === '' ? 'empty' : isPlaceholder(text) ? 'placeholder' : null;
    return why ? [{ at, language, why }] : [];
  });

const eachLanguage = (words: Words, languages: readonly string[]) =>
  languages.map((language) => ({ language, text: inLanguage(words, language) }));

/** Brackets, dots and dashes that wait for words; and words that authors put there for the same. */
export const isPlaceholder = (text: string): boolean =>
  /\{\{|\}\}|\[[^\]]*\]|<[^>]*>|_{3,}|\.{3,}|…|\?\?/.test(text) ||
  /^[\s\p{P}\p{S}]*(x{2,}|tb[acd]|to ?do|n\/?a|test|lorem ipsum.*|name|\p{P}+)?[\s\p{P}\p{S}]*$/iu.test(text);

/** An address of a letter box, a telephone number, or a page. */
const leadsSomewhere = (text: string): boolean =>
  /\S@\S+\.\S|https?:\/\/\S|www\.\S/.test(text) || (text.match(/\p{Nd}/gu) ?? []).length >= 5;

/** Presets and targets that name what the questionnaire does not have. */
function namesMissing({ presets = {}, targets = [] }: SurveyPlan, questionnaire: Questionnaire): Missing[] {
  const choices = new Map(
    choiceQuestionsOf(questionnaire).map(({ name, choices }) => [
      name,
      new Set(choices.map((it) => it.name)),
    ]),
  );
  const isOff = (question: string, value: string) => choices.get(question)?.has(value) === false;
  const named = Object.entries(presets);
  return [
    ...(named.some(([question, value]) => isOff(question, value))
      ? [{ at: 'presets', why: 'not-in-questionnaire' } as const]
      : []),
    ...(targets.some(({ question, value }) => question !== '' && choices.get(question)?.has(value) !== true)
      ? [{ at: 'targets', why: 'not-in-questionnaire' } as const]
      : []),
  ];
}
