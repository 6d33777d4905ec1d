/** Of the questions that are asked now: what is answered, what a person should look at once more, and where one stands. */
import { isBlank } from '../answers.ts';
import type { Kind, Question } from '../schema.ts';
import type { Verdict } from '../verdict.ts';
import { type Definition, isQuestion } from './definitions.ts';
import { type Interview, type Ref, standing, tableOf } from './interview.ts';
import { AskedQuestion, isPreset } from './question.ts';
import { refOf } from './refs.ts';
import type { OpenSheet } from './table.ts';

/** Shown to a person: not what is only worked out or recorded, nor what was given beforehand. */
export function isAsked(interview: Interview, definition: Definition, sheet: OpenSheet): boolean {
  const { item } = definition;
  return isQuestion(item) && mayBeAsked(item) && !isPreset(interview, { sheet, definition });
}

const silentKinds: ReadonlySet<Kind> = new Set(['calculate', 'hidden', 'metadata']);

/** Whether a person is ever asked: it is not only worked out or recorded. */
function mayBeAsked(question: Question): boolean {
  const { kind, label, hint, media, calculate } = question;
  const silent = label === undefined && hint === undefined && media === undefined;
  return !silentKinds.has(kind) && !(silent && calculate !== undefined);
}

/** Meets every question that is asked now, in order. No iterator: it is walked after each answer. */
function meet(
  interview: Interview,
  see: (question: Question, definition: Definition, sheet: OpenSheet) => void,
) {
  const within = (section: Definition, sheet: OpenSheet): void => {
    for (const child of section.children) {
      if (!sheet.holds(child)) continue;
      if (child.inside) for (const instance of sheet.shown(child)) within(child, instance);
      else if (!isQuestion(child.item)) within(child, sheet);
      else if (isAsked(interview, child, sheet)) see(child.item, child, sheet);
    }
  };
  within(interview.form.outline.top, tableOf(interview));
}

/** Where the question of that name is asked now, the first of them; `null` while it is not. */
export function askedAt(interview: Interview, name: string): Ref | null {
  for (const definition of interview.form.outline.byName.get(name) ?? []) {
    for (const sheet of tableOf(interview).down(definition.home)) {
      if (sheet.isRelevant(definition) && isAsked(interview, definition, sheet))
        return refOf(sheet, definition);
    }
  }
  return null;
}

/** How many of the questions asked now are answered. Notes and what is worked out do not count. */
export function progress(interview: Interview): { readonly answered: number; readonly asked: number } {
  let [answered, all] = [0, 0];
  meet(interview, ({ kind, calculate, trigger }, definition, sheet) => {
    if (kind === 'note' || (calculate !== undefined && !trigger)) return;
    all++;
    if (!isBlank(sheet.fitting(definition))) answered++;
  });
  return { answered, asked: all };
}

/** What a person should look at once more, in order. */
export function problemsIn(
  interview: Interview,
): readonly { readonly ref: Ref; readonly verdict: Verdict }[] {
  const found: { ref: Ref; verdict: Verdict }[] = [];
  meet(interview, (question, definition, sheet) => {
    const { ref, verdict } = new AskedQuestion(interview, sheet.spot(definition), question);
    if (verdict.kind !== 'fine') found.push({ ref, verdict });
  });
  return found;
}

/** The interview's name in lists, after the questionnaire's own formula; `null` if it has none. */
export const nameOf = (interview: Interview): string | null =>
  interview.form.instanceName()?.(standing(tableOf(interview), interview)) ?? null;
