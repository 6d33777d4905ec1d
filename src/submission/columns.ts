/** The columns that questions give, kind by kind. */
import {
  type Answer,
  type Answers,
  type Choice,
  type ChoiceList,
  type Item,
  interpolate,
  inWords,
  isBlank,
  type Question,
  type Questionnaire,
  type Words,
} from '../questionnaire/index.ts';
import type { Cell } from './csv.ts';
import type { Survey } from './survey.ts';

/** What one row is made from: the answers of an interview or of one case, and all answers known there by name. */
export interface Row {
  readonly answers: Answers;
  readonly known: ReadonlyMap<string, Answer>;
}

/** What a column holds: `open` may be numbers or text (a calculation), `instant` days or moments (whatever privacy leaves). */
export type Holding =
  | 'text'
  | 'number'
  | 'code'
  | 'flag'
  | 'order'
  | 'day'
  | 'time'
  | 'moment'
  | 'instant'
  | 'open';

/** What a column is about, for whoever writes a codebook or a file that carries labels. */
export interface Meaning {
  readonly holds: Holding;
  /** The question as it is asked; none for what the program notes itself. */
  readonly label?: Words;
  /** Of a question that gives several columns: the choice, or the coordinate, that this one is about. */
  readonly part?: Words;
  /** What the codes stand for. */
  readonly choices?: readonly Choice[];
  /** The question's path. */
  readonly question?: string;
  readonly kind?: Item['kind'] | 'score';
  /** When it is asked at all. */
  readonly relevant?: string;
}

export interface Column {
  readonly name: string;
  /** Its name with the groups it stands in, for when the short name is taken. */
  readonly path: string;
  readonly meaning: Meaning;
  cell(row: Row): Cell;
}

/** How choices read, instead of their codes. */
export interface Labels {
  readonly questionnaire: Questionnaire;
  readonly language: string;
  readonly inserts: Survey['inserts'];
}

const widest = 300; // choices that get a column each; a list of all villages stays one column of names

/** The columns of these items, groups flattened; a repeat gives one column, the number of its cases. */
export function columnsOf(
  items: readonly Item[],
  lists: Questionnaire['lists'],
  labels: Labels | null,
  groups: readonly string[] = [],
): Column[] {
  return items.flatMap((item) => {
    if (item.kind === 'group') return columnsOf(item.items, lists, labels, [...groups, item.name]);
    const path = [...groups, item.name].join('/');
    if (item.kind !== 'repeat') return questionColumns(item, groups, path, lists[item.list ?? ''], labels);
    const cell = ({ answers }: Row) => casesOf(answers, groups, item.name).length;
    return [{ name: item.name, path, meaning: { ...aboutOf(item, path), holds: 'number' }, cell }];
  });
}

function aboutOf(item: Item, path: string): Omit<Meaning, 'holds'> {
  const { label, relevant, kind } = item;
  return {
    question: path,
    kind,
    ...(label !== undefined && { label }),
    ...(relevant !== undefined && { relevant }),
  };
}

const holdings: Partial<Record<Question['kind'], Holding>> = {
  integer: 'number',
  decimal: 'number',
  range: 'number',
  date: 'day',
  time: 'time',
  dateTime: 'moment',
  calculate: 'open',
  hidden: 'open',
  metadata: 'open',
};

function questionColumns(
  question: Question,
  groups: readonly string[],
  path: string,
  list: ChoiceList | undefined,
  labels: Labels | null,
): Column[] {
  const { kind, name } = question;
  const answerIn = ({ answers }: Row) => answerOf(answers, groups, name);
  const about = aboutOf(question, path);
  const part = (
    ending: string,
    { holds, words = ending }: { readonly holds: Holding; readonly words?: Words | undefined },
    cell: (answer: Answer, row: Row) => Cell,
  ): Column => ({
    name: `${name}/${ending}`,
    path: `${path}/${ending}`,
    meaning: { ...about, holds, part: words },
    cell: (row) => {
      const answer = answerIn(row);
      return isBlank(answer) ? null : cell(answer, row);
    },
  });
  const choices = list && list.choices.length <= widest && !list.file ? list.choices : [];

  if (kind === 'note') return [];
  if (kind === 'many' && choices.length > 0) {
    return choices.map((choice) =>
      part(choice.name, { holds: 'flag', words: choice.label }, (answer) =>
        placeIn(answer, choice.name) > 0 ? 1 : 0,
      ),
    );
  }
  if (kind === 'rank' && choices.length > 0) {
    return choices.map((choice) =>
      part(
        choice.name,
        { holds: 'order', words: choice.label },
        (answer) => placeIn(answer, choice.name) || null,
      ),
    );
  }
  if (kind === 'place') {
    return ['latitude', 'longitude', 'altitude', 'accuracy'].map((ending, at) =>
      part(ending, { holds: 'number' }, (answer) => toNumber(String(answer).split(' ')[at])),
    );
  }
  const label = kind === 'one' && labels && list ? labelWriter(list.choices, labels) : null;
  const cell = (row: Row): Cell => {
    const answer = answerIn(row);
    if (Array.isArray(answer)) return answer.join(' ') || null;
    return label && typeof answer === 'string' ? label(answer, row) : (answer as Cell);
  };
  const coded = kind === 'one' && list && !list.file ? list.choices : null;
  const meaning: Meaning = coded
    ? { ...about, holds: 'code', choices: coded }
    : { ...about, holds: holdings[kind] ?? 'text' };
  return [{ name, path, meaning, cell }];
}

/** Writes a code as its label in the language; `{{inserts}}` that depend on an answer take this row's. */
function labelWriter(choices: readonly Choice[], { questionnaire, language, inserts }: Labels) {
  const byName = new Map(choices.map((choice) => [choice.name, choice]));
  const read = (words: Words) => inWords(words, language, [questionnaire.defaultLanguage]).text;
  return (code: string, row: Row): string => {
    const label = byName.get(code)?.label;
    if (label === undefined) return code;
    const insert = (name: string): string | null => {
      const given = Object.hasOwn(inserts, name) ? inserts[name] : undefined;
      if (given) return 'day' in given ? given.day : read(given.words);
      const chosen = questionnaire.inserts?.[name];
      const words = chosen?.words[String(row.known.get(chosen.by) ?? insert(chosen.by) ?? '')];
      return words === undefined ? null : read(words);
    };
    const answer = (name: string) => String(row.known.get(name) ?? '');
    return interpolate(read(label), { insert, answer }).join('');
  };
}

/** The place of a choice among those chosen, from 1; 0 where it was not chosen. */
const placeIn = (answer: Answer, choice: string): number =>
  (Array.isArray(answer) ? answer : [answer]).indexOf(choice) + 1;

const toNumber = (text: string | undefined): number | null => {
  const number = text ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
};

/** The group that is reached through these names; empty where it was never asked. */
function groupIn(answers: Answers, groups: readonly string[]): Answers {
  let within = answers;
  for (const group of groups) {
    const inner = Object.hasOwn(within, group) ? within[group] : undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return {};
    within = inner as Answers;
  }
  return within;
}

function answerOf(answers: Answers, groups: readonly string[], name: string): Answer {
  const within = groupIn(answers, groups);
  return Object.hasOwn(within, name) ? ((within[name] as Answer | undefined) ?? null) : null;
}

/** The cases of a repeat, in the order in which they were told. */
export function casesOf(answers: Answers, groups: readonly string[], repeat: string): readonly Answers[] {
  const within = groupIn(answers, groups);
  const cases = Object.hasOwn(within, repeat) ? within[repeat] : undefined;
  return Array.isArray(cases) ? (cases as readonly Answers[]) : [];
}

/** Every answer outside repeats by its question's name. */
export function answersByName(
  items: readonly Item[],
  answers: Answers,
  groups: readonly string[] = [],
): Map<string, Answer> {
  const known = new Map<string, Answer>();
  for (const item of items) {
    if (item.kind === 'repeat') continue;
    if (item.kind !== 'group') known.set(item.name, answerOf(answers, groups, item.name));
    else
      for (const [name, it] of answersByName(item.items, answers, [...groups, item.name]))
        known.set(name, it);
  }
  return known;
}
