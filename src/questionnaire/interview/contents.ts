/** An interview's table of contents, and what its cases are called. Worked out when somebody looks for a place: answering never asks. */
import { isBlank } from '../answers.ts';
import type { Question } from '../schema.ts';
import type { VerdictKind } from '../verdict.ts';
import { beginInterview } from './acts.ts';
import { isAsked } from './asked.ts';
import { type Definition, isQuestion, isSection, within } from './definitions.ts';
import { type Interview, type Kept, type Ref, tableOf } from './interview.ts';
import { keptOf } from './kept.ts';
import { AskedQuestion, verdictAt } from './question.ts';
import { refOf, sheetRef, spotAt } from './refs.ts';
import { sentInstances } from './send.ts';
import { OpenSheet } from './table.ts';
import { sayAt } from './text.ts';

/** Of a question: answered, or what is wrong with it, or blank where nobody minds. */
export type ContentsMark = 'answered' | 'blank' | Exclude<VerdictKind, 'fine' | 'unfinished'>;

/** How many questions in it are asked, and how they stand. */
export type ContentsCount = Record<ContentsMark, number>;

/** One line of the contents: a group, a repeat, one instance of it, or a question. */
export interface ContentsRow {
  readonly ref: Ref;
  readonly kind: 'section' | 'repeat' | 'instance' | 'question';
  /** 0 for the outermost. */
  readonly depth: number;
  /** The row it stands in, by its place among the rows; -1 for the outermost. */
  readonly above: number;
  /** Of a question. */
  readonly mark: ContentsMark | null;
  /** Of what holds questions. */
  readonly count: Readonly<ContentsCount> | null;
}

/**
 * Everything that is asked now, in order, each after what it stands in. Notes, the consent and what is only worked out are left out;
 * a group without a name of its own takes no line.
 */
export function contentsOf(interview: Interview): readonly ContentsRow[] {
  const consent = interview.form.questionnaire.consent?.question;
  const rows: ContentsRow[] = [];
  const open = (kind: ContentsRow['kind'], ref: Ref, above: number): number => {
    const count = { answered: 0, blank: 0, missing: 0, wanted: 0, unacceptable: 0 };
    const depth = above < 0 ? 0 : (rows[above]?.depth ?? 0) + 1;
    return rows.push({ ref, kind, depth, above, mark: null, count }) - 1;
  };
  const walk = (section: Definition, sheet: OpenSheet, above: number): void => {
    for (const child of section.children) {
      if (!sheet.holds(child)) continue;
      if (child.inside) {
        const repeat = open('repeat', refOf(sheet, child), above);
        for (const each of sheet.shown(child)) walk(child, each, open('instance', sheetRef(each), repeat));
      } else if (isQuestion(child.item)) {
        if (child.name === consent || !isAnswered(child.item) || !isAsked(interview, child, sheet)) continue;
        const mark = markAt(interview, child, sheet);
        const depth = above < 0 ? 0 : (rows[above]?.depth ?? 0) + 1;
        rows.push({ ref: refOf(sheet, child), kind: 'question', depth, above, mark, count: null });
        for (let around = rows[above]; around; around = rows[around.above])
          if (around.count) (around.count as ContentsCount)[mark]++;
      } else if (child.item.label === undefined) walk(child, sheet, above);
      else {
        const at = open('section', refOf(sheet, child), above);
        walk(child, sheet, at);
        if (rows.length === at + 1) rows.pop(); // nothing in it is asked
      }
    }
  };
  walk(interview.form.outline.top, tableOf(interview), -1);
  return rows;
}

/** Whether a question stands there and is asked now. */
export function isAskedAt(interview: Interview, ref: Ref): boolean {
  const spot = spotAt(tableOf(interview), interview.form.outline, ref);
  return (
    spot !== null &&
    isQuestion(spot.definition.item) &&
    spot.sheet.isLive() &&
    spot.sheet.isRelevant(spot.definition) &&
    isAsked(interview, spot.definition, spot.sheet)
  );
}

/** By a person: neither a note nor what is only worked out. */
const isAnswered = ({ kind, calculate, trigger }: Question): boolean =>
  kind !== 'note' && (calculate === undefined || trigger !== undefined);

function markAt(interview: Interview, definition: Definition, sheet: OpenSheet): ContentsMark {
  const verdict = verdictAt(interview, sheet, definition);
  if (verdict === 'unfinished') return 'unacceptable';
  if (verdict !== 'fine') return verdict;
  return isBlank(sheet.fitting(definition)) ? 'blank' : 'answered';
}

/**
 * What one instance of a repeat is called: its label, where that says something of the answers in it; else the first text that
 * was answered in it, or the first choice. `null` while there is nothing to call it by.
 */
export function caseNameAt(interview: Interview, instance: Ref): string | null {
  const sheet = spotAt(tableOf(interview), interview.form.outline, instance);
  if (!(sheet instanceof OpenSheet) || !sheet.above) return null;
  const { item } = sheet.definition;
  if (isSection(item) && item.label !== undefined && JSON.stringify(item.label).includes('${')) {
    const said = sayAt(interview, sheet, item.label).text.trim();
    if (said !== '') return said;
  }
  let chosen: string | null = null;
  for (const definition of within(sheet.definition)) {
    const { item: question, home } = definition;
    if (home !== sheet.of || !isQuestion(question) || !isAsked(interview, definition, sheet)) continue;
    const answer = sheet.answer(definition);
    if (typeof answer !== 'string' || answer.trim() === '') continue;
    if (question.kind === 'text') return answer;
    if (question.kind !== 'one') continue;
    const asked = new AskedQuestion(interview, sheet.spot(definition), question);
    chosen ??= asked.choices.find(({ name }) => name === answer)?.label.text ?? answer;
  }
  return chosen;
}

/** What was kept of an instance of a repeat: to be laid back (`putBack`) if it went by mistake. */
export const keptIn = (interview: Interview, instance: Ref): Kept[] =>
  keptOf(interview).filter(({ ref }) => ref.startsWith(`${instance}/`));

/** The interview with these rows again, whatever has been answered since; rows of a repeat name its instances anew. */
export function putBack(interview: Interview, rows: Iterable<Kept>): Interview {
  const { form, lastSaved, ...setting } = interview;
  const kept = [...keptOf(interview), ...rows]; // of two rows for one place, the later counts
  return beginInterview(form, { ...setting, ...(lastSaved ? { lastSaved } : {}), kept });
}

/**
 * A place as it is told to others, who know no keys: `/g/case[k3]/title` is `/g/case[2]/title` where that is the second that is
 * sent (0 where it is not). Where answers are read again (`readAnswers`), that is the very ref.
 */
export function placeOf(interview: Interview, ref: Ref): string {
  let known = '';
  return ref.replace(/([^[\]]*)\[([^[\]]*)\]/g, (whole, path: string) => {
    known += whole;
    const spot = spotAt(tableOf(interview), interview.form.outline, known);
    const at =
      spot instanceof OpenSheet && spot.above ? sentInstances(spot.definition, spot.above).indexOf(spot) : -1;
    return `${path}[${at + 1}]`;
  });
}
