/**
 * What is kept of an interview beside its answers, as rows whose names begin with `#`: the draft's own, so that they come along
 * wherever a draft goes. How the interview goes counts what was changed, never when.
 */
import {
  type Answer,
  askedAt,
  type Change,
  type Group,
  type Interview,
  isBlank,
  type Kept,
  questionAt,
  type Ref,
  type Repeat,
} from '../questionnaire/index.ts';
import type { Course, Submission } from '../submission/index.ts';
import { remarkRow } from './tools.ts';

export type Notes = ReadonlyMap<Ref, Answer>;

export const notesAmong = (rows: readonly Kept[]): Notes =>
  new Map(rows.flatMap(({ ref, answer }) => (ref.startsWith('#') ? [[ref, answer]] : [])));

export function withNotes(notes: Notes, list: readonly Change[]): Notes {
  const next = new Map(notes);
  for (const { ref, answer } of list) answer === undefined ? next.delete(ref) : next.set(ref, answer);
  return next;
}

const languagesRow = '#languages';
const mostLanguages = 100;

/** The languages so far, and one more. */
export function languageNote(notes: Notes, spoken: string, next: string): Change {
  const before = notes.get(languagesRow);
  const languages = [...(Array.isArray(before) ? before : [spoken]), next];
  return { ref: languagesRow, answer: languages.slice(0, mostLanguages) };
}

const changedRow = '#changed/';

/** Counts the answers that are others than when the person came to this page. `touched`: what they were; forgotten then. */
export function changedNotes(notes: Notes, interview: Interview, touched: Map<Ref, Answer>): Change[] {
  const counts = new Map<Ref, number>();
  for (const [ref, before] of touched) {
    const now = questionAt(interview, ref);
    if (!now || isBlank(before) || String(before) === String(now.answer)) continue;
    const row = changedRow + now.question.name;
    counts.set(row, (counts.get(row) ?? Number(notes.get(row) ?? 0)) + 1);
  }
  touched.clear();
  return [...counts].map(([ref, answer]) => ({ ref, answer }));
}

/** How the interview went, as it is sent; `undefined` where there is nothing to say. */
export function courseOf(interview: Interview, notes: Notes): Course | undefined {
  const languages = notes.get(languagesRow);
  const counted = [...notes].filter(([ref]) => ref.startsWith(changedRow));
  const changed = counted.map(([ref, count]) => [ref.slice(changedRow.length), Number(count)]);
  const orders = ordersIn(interview, interview.form.questionnaire);
  const course = {
    ...(Array.isArray(languages) ? { languages: [...languages] } : {}),
    ...(changed.length > 0 ? { changed: Object.fromEntries(changed) } : {}),
    ...(orders.length > 0 ? { orders: Object.fromEntries(orders) } : {}),
  };
  return Object.keys(course).length > 0 ? course : undefined;
}

const mostChoices = 100; // nobody reads through more in the order of chance

function ordersIn(interview: Interview, { items }: Pick<Group | Repeat, 'items'>): [string, string[]][] {
  return items.flatMap((item): [string, string[]][] => {
    if ('items' in item) return ordersIn(interview, item);
    const ref = item.randomize ? askedAt(interview, item.name) : null;
    const choices = ref === null ? [] : (questionAt(interview, ref)?.choices ?? []);
    return choices.length > 0 ? [[item.name, choices.slice(0, mostChoices).map(({ name }) => name)]] : [];
  });
}

/** The notes of a submission that is opened again: places in it are the very refs. */
export const notesOf = ({ remarks = [], course = {} }: Pick<Submission, 'remarks' | 'course'>): Kept[] => [
  ...remarks.map(({ at, text }) => ({ ref: remarkRow + at, answer: text })),
  ...(course.languages ? [{ ref: languagesRow, answer: course.languages }] : []),
  ...Object.entries(course.changed ?? {}).map(([name, count]) => ({ ref: changedRow + name, answer: count })),
];
