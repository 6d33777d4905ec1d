/** Of the questions that are asked now: what is answered, what a person should look at once more, and where one stands. */
import { isBlank } from '../answers.ts';
import type { Question } from '../schema.ts';
import type { Verdict, VerdictKind } from '../verdict.ts';
import { type Definition, isQuestion } from './definitions.ts';
import { type Interview, type Ref, standing, tableOf } from './interview.ts';
import { AskedQuestion, isPreset, verdictAt } from './question.ts';
import { refOf } from './refs.ts';
import type { OpenSheet } from './table.ts';

/** Shown to a person: not what is only worked out or recorded, nor what was given beforehand. */
export function isAsked(interview: Interview, definition: Definition, sheet: OpenSheet): boolean {
  const { item } = definition;
  if (!isQuestion(item) || silentKinds.has(item.kind)) return false;
  const silent = item.label === undefined && item.hint === undefined && item.media === undefined;
  return !(silent && item.calculate !== undefined) && !isPreset(interview, sheet, definition);
}

const silentKinds: ReadonlySet<string> = new Set(['calculate', 'hidden', 'metadata']);

type Look = (definition: Definition, sheet: OpenSheet, question: Question) => void;

/** Looks at every question that is asked now, in order. */
function eachAsked(interview: Interview, section: Definition, sheet: OpenSheet, look: Look): void {
  for (const child of section.children) {
    if (!sheet.holds(child)) continue;
    if (child.inside) for (const each of sheet.shown(child)) eachAsked(interview, child, each, look);
    else if (!isQuestion(child.item)) eachAsked(interview, child, sheet, look);
    else if (isAsked(interview, child, sheet)) look(child, sheet, child.item);
  }
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
  eachAsked(interview, interview.form.outline.top, tableOf(interview), (definition, sheet, item) => {
    if (item.kind === 'note' || (item.calculate !== undefined && !item.trigger)) return;
    all++;
    if (!isBlank(sheet.fitting(definition))) answered++;
  });
  return { answered, asked: all };
}

/** What a person should look at once more, in order. */
export const problemsIn = (
  interview: Interview,
): readonly { readonly ref: Ref; readonly verdict: Verdict }[] =>
  faultsIn(interview, tableOf(interview)).map(({ sheet, definition, question }) => {
    const { ref, verdict } = new AskedQuestion(interview, sheet.spot(definition), question);
    return { ref, verdict };
  });

/** The same without its words, on sheets that lie open. */
export function faultsIn(interview: Interview, top: OpenSheet): readonly Fault[] {
  const faults: Fault[] = [];
  eachAsked(interview, interview.form.outline.top, top, (definition, sheet, question) => {
    const kind = verdictAt(interview, sheet, definition);
    if (kind !== 'fine') faults.push({ sheet, definition, question, kind });
  });
  return faults;
}

interface Fault {
  readonly sheet: OpenSheet;
  readonly definition: Definition;
  readonly question: Question;
  readonly kind: VerdictKind;
}

/** The interview's name in lists, after the questionnaire's own formula; `null` if it has none. */
export const nameOf = (interview: Interview): string | null =>
  interview.form.instanceName()?.(standing(tableOf(interview), interview)) ?? null;
