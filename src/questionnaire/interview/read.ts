/**
 * Answers from outside, believed only after they were laid into a fresh interview: the server reads every submission
 * like this. All problems are found, each with its place in the answers.
 */
import { type Answer, isBlank } from '../answers.ts';
import type { Question } from '../schema.ts';
import { suits } from '../suits.ts';
import { type Beginning, begin } from './acts.ts';
import { faultsIn } from './asked.ts';
import { offersAt } from './choices.ts';
import { type Definition, isQuestion } from './definitions.ts';
import type { Form } from './form.ts';
import type { Interview, Ref } from './interview.ts';
import { refOf } from './refs.ts';
import { isKept } from './rules.ts';
import { sameAnswer } from './settle.ts';
import type { OpenSheet } from './table.ts';

export type AnswerProblemCode =
  | 'answer-unknown-name'
  | 'answer-wrong-type'
  | 'answer-not-normalized'
  | 'answer-too-long'
  | 'answer-too-many'
  | 'answer-unknown-choice'
  | 'answer-not-asked'
  | 'answer-preset-differs'
  | 'answer-unacceptable'
  | 'answer-missing';

export interface AnswerProblem {
  /** JSON pointer (RFC 6901) into the answers. */
  readonly pointer: string;
  readonly code: AnswerProblemCode;
}

const longestText = 100_000; // characters
const mostInstances = 10_000;

interface Reading {
  readonly laid: Laid[];
  /** Answers to what else would be worked out: such a one is not worked out again. */
  readonly worked: Map<OpenSheet, Set<Definition>>;
  readonly problems: AnswerProblem[];
}

/** An answer on its sheet; of a repeat, as many keys as it has instances. */
interface Laid {
  readonly sheet: OpenSheet;
  readonly definition: Definition;
  readonly answer: Answer;
}

/** The interview that these answers are, and what is wrong with it: nothing, if the list is empty. */
export function readAnswers(
  form: Form,
  answers: unknown,
  beginning: Omit<Beginning, 'kept'>,
): { readonly interview: Interview; readonly problems: readonly AnswerProblem[] } {
  const reading: Reading = { laid: [], worked: new Map(), problems: [] };
  const { interview, top } = begin(form, beginning, {
    lay: (top) => readSection(reading, form.outline.top, answers, top),
    has: (sheet, definition) => reading.worked.get(sheet)?.has(definition) ?? false,
  });
  for (const laid of reading.laid) readBack(reading, interview, laid);
  for (const { sheet, definition, kind } of faultsIn(interview, top)) {
    if (kind === 'missing') tell(reading, sheet, definition, 'answer-missing');
    if (kind === 'unacceptable') tell(reading, sheet, definition, 'answer-unacceptable');
  }
  return { interview, problems: reading.problems };
}

function readSection(reading: Reading, section: Definition, given: unknown, sheet: OpenSheet): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    tell(reading, sheet, section, 'answer-wrong-type');
    return;
  }
  const children = childrenOf(section);
  for (const name of Object.keys(given)) {
    const value = (given as Record<string, unknown>)[name];
    const named = children.get(name);
    const child = named?.at(-1);
    if (!named || !child) tell(reading, sheet, section, 'answer-unknown-name', name);
    else if (isQuestion(child.item)) readAnswer(reading, named, child, child.item, value, sheet);
    else if (child.inside) readRepeat(reading, child, value, sheet);
    else readSection(reading, child, value, sheet);
  }
}

/** By name; two of one name in one section are one answer. */
function childrenOf(section: Definition): ReadonlyMap<string, readonly Definition[]> {
  const known = childrenByName.get(section);
  if (known) return known;
  const children = Map.groupBy(section.children, ({ name }) => name);
  childrenByName.set(section, children);
  return children;
}
const childrenByName = new WeakMap<Definition, ReadonlyMap<string, readonly Definition[]>>();

function readRepeat(reading: Reading, repeat: Definition, given: unknown, sheet: OpenSheet): void {
  if (!Array.isArray(given)) {
    tell(reading, sheet, repeat, 'answer-wrong-type');
    return;
  }
  if (given.length > mostInstances) {
    tell(reading, sheet, repeat, 'answer-too-many');
    return;
  }
  const answer = given.map((_, at) => String(at + 1));
  reading.laid.push({ sheet, definition: repeat, answer });
  for (const [at, each] of given.entries())
    readSection(reading, repeat, each, sheet.add(repeat, String(at + 1), false));
  sheet.recount(repeat, given.length);
}

function readAnswer(
  reading: Reading,
  named: readonly Definition[],
  definition: Definition,
  question: Question,
  value: unknown,
  sheet: OpenSheet,
): void {
  if (question.kind === 'note' || !suits(question.kind, value)) {
    tell(reading, sheet, definition, 'answer-wrong-type');
    return;
  }
  if (anyText(value, (text) => text.length > longestText)) {
    tell(reading, sheet, definition, 'answer-too-long');
    return;
  }
  if (anyText(value, isDecomposed)) tell(reading, sheet, definition, 'answer-not-normalized');
  if (!isKept(definition)) return;
  for (const each of named) {
    if (!each.inside) sheet.give(each, value);
    if (each.rules.calculate) {
      const worked = reading.worked.get(sheet) ?? new Set();
      reading.worked.set(sheet, worked.add(each));
    }
  }
  reading.laid.push({ sheet, definition: named[0] ?? definition, answer: value });
}

const anyText = (answer: Answer, test: (text: string) => boolean): boolean =>
  typeof answer === 'string' ? test(answer) : typeof answer === 'object' && (answer?.some(test) ?? false);

/** Nothing below U+0300 is ever composed (Unicode's NFC_Quick_Check), and most texts have nothing else. */
const isDecomposed = (text: string): boolean =>
  /[\u0300-\uffff]/.test(text) && text.normalize('NFC') !== text;

/** What was sent must be what the interview holds: asked, offered, not decided by the survey beforehand. */
function readBack(reading: Reading, interview: Interview, { sheet, definition, answer: sent }: Laid): void {
  if (isBlank(sent)) return;
  if (!sheet.isLive() || !sheet.isRelevant(definition)) {
    tell(reading, sheet, definition, 'answer-not-asked');
    return;
  }
  if (definition.inside) {
    if (Array.isArray(sent) && sheet.instances(definition).length < sent.length)
      tell(reading, sheet, definition, 'answer-too-many');
    return;
  }
  const { item } = definition;
  const given = sheet.given(definition);
  if (!isQuestion(item)) return;
  if (!sameAnswer(given, sent)) {
    tell(reading, sheet, definition, 'answer-preset-differs');
    return;
  }
  if (item.list === undefined && !item.choicesFrom) return;
  const chosen = Array.isArray(given) ? given : [String(given)];
  const isTwice = chosen.length > 1 && new Set(chosen).size < chosen.length;
  if (isTwice || !offersAt(interview, sheet.spot(definition), item, chosen))
    tell(reading, sheet, definition, 'answer-unknown-choice');
}

/** Notes a problem with a section or an answer, or with a `name` that stands in the section and means nothing. */
function tell(
  { problems }: Reading,
  sheet: OpenSheet,
  definition: Definition,
  code: AnswerProblemCode,
  name?: string,
): void {
  const below = name === undefined ? '' : `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  problems.push({ pointer: pointerTo(refOf(sheet, definition)) + below, code });
}

/** `/g/case[3]/title` is `/g/case/2/title`: instances read from answers have their position as key. */
const pointerTo = (ref: Ref): string =>
  ref.replace(/\[(\d+)\]/g, (_, position) => `/${Number(position) - 1}`);
