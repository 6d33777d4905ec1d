/**
 * Answers from outside, believed only after they were laid into a fresh interview: the server reads every submission
 * like this. All problems are found, each with its place in the answers.
 */
import { type Answer, isBlank } from '../answers.ts';
import { suits } from '../codecs.ts';
import type { Question } from '../schema.ts';
import { type Beginning, beginInterview } from './acts.ts';
import { problemsIn } from './asked.ts';
import { offersAt } from './choices.ts';
import { type Definition, isQuestion } from './definitions.ts';
import type { Form } from './form.ts';
import { type Interview, type Kept, type Ref, tableOf } from './interview.ts';
import { spotAt } from './refs.ts';
import { isKept } from './rules.ts';
import { sameAnswer } from './settle.ts';

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
  readonly form: Form;
  readonly kept: Kept[];
  readonly pointers: Map<Ref, string>;
  readonly problems: AnswerProblem[];
}

/** The interview that these answers are, and what is wrong with it: nothing, if the list is empty. */
export function readAnswers(
  form: Form,
  answers: unknown,
  beginning: Omit<Beginning, 'kept'>,
): { readonly interview: Interview; readonly problems: readonly AnswerProblem[] } {
  const reading: Reading = { form, kept: [], pointers: new Map(), problems: [] };
  readSection(reading, form.outline.top, answers, '', '');
  const interview = beginInterview(form, { ...beginning, kept: reading.kept });
  for (const { ref, answer } of reading.kept) readBack(reading, interview, ref, answer);
  for (const { ref, verdict } of problemsIn(interview)) {
    if (verdict.kind === 'wanted') continue;
    const code = verdict.kind === 'missing' ? 'answer-missing' : 'answer-unacceptable';
    reading.problems.push({ pointer: reading.pointers.get(ref) ?? pointerTo(ref), code });
  }
  return { interview, problems: reading.problems };
}

function readSection(reading: Reading, section: Definition, given: unknown, ref: Ref, pointer: string): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    tell(reading, pointer, 'answer-wrong-type');
    return;
  }
  const children = new Map(section.children.map((child) => [child.name, child]));
  for (const [name, value] of Object.entries(given)) {
    const child = children.get(name);
    const here = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!child) tell(reading, here, 'answer-unknown-name');
    else if (isQuestion(child.item)) readAnswer(reading, child, child.item, value, `${ref}/${name}`, here);
    else if (child.inside) readRepeat(reading, child, value, `${ref}/${name}`, here);
    else readSection(reading, child, value, `${ref}/${name}`, here);
  }
}

function readRepeat(reading: Reading, repeat: Definition, given: unknown, ref: Ref, pointer: string): void {
  if (!Array.isArray(given)) {
    tell(reading, pointer, 'answer-wrong-type');
    return;
  }
  if (given.length > mostInstances) {
    tell(reading, pointer, 'answer-too-many');
    return;
  }
  reading.kept.push({ ref, answer: given.map((_, at) => String(at + 1)) });
  for (const [at, each] of given.entries())
    readSection(reading, repeat, each, `${ref}[${at + 1}]`, `${pointer}/${at}`);
}

function readAnswer(
  reading: Reading,
  definition: Definition,
  question: Question,
  value: unknown,
  ref: Ref,
  pointer: string,
): void {
  if (question.kind === 'note' || !suits(question.kind, value)) {
    tell(reading, pointer, 'answer-wrong-type');
    return;
  }
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
  if (texts.some((text) => text.length > longestText)) {
    tell(reading, pointer, 'answer-too-long');
    return;
  }
  if (texts.some((text) => text.normalize('NFC') !== text)) tell(reading, pointer, 'answer-not-normalized');
  reading.pointers.set(ref, pointer);
  if (isKept(definition)) reading.kept.push({ ref, answer: value });
}

/** What was sent must be what the interview holds: asked, offered, not decided by the survey beforehand. */
function readBack(reading: Reading, interview: Interview, ref: Ref, sent: Answer): void {
  const spot = spotAt(tableOf(interview), reading.form.outline, ref);
  const pointer = reading.pointers.get(ref) ?? pointerTo(ref);
  if (!spot || isBlank(sent)) return;
  const { sheet, definition } = spot;
  if (!sheet.isLive() || !sheet.isRelevant(definition)) {
    tell(reading, pointer, 'answer-not-asked');
    return;
  }
  if (definition.inside) {
    if (Array.isArray(sent) && sheet.instances(definition).length < sent.length)
      tell(reading, pointer, 'answer-too-many');
    return;
  }
  const { item } = definition;
  const given = sheet.given(definition);
  if (!isQuestion(item)) return;
  if (!sameAnswer(given, sent)) {
    tell(reading, pointer, 'answer-preset-differs');
    return;
  }
  if (item.list === undefined && !item.choicesFrom) return;
  const chosen = Array.isArray(given) ? given : [String(given)];
  if (!offersAt(interview, spot, item, chosen) || new Set(chosen).size < chosen.length) {
    tell(reading, pointer, 'answer-unknown-choice');
  }
}

function tell({ problems }: Reading, pointer: string, code: AnswerProblemCode): void {
  problems.push({ pointer, code });
}

/** `/g/case[3]/title` is `/g/case/2/title`: instances read from answers have their position as key. */
const pointerTo = (ref: Ref): string =>
  ref.replace(/\[(\d+)\]/g, (_, position) => `/${Number(position) - 1}`);
