/** Of the questions that are asked now: what is answered, what a person should look at once more, and where one stands. */
import { isBlank } from '../answers.ts';
import type { Kind, Question } from '../schema.ts';
import type { Verdict } from '../verdict.ts';
import { type Definition, isQuestion, type SheetDefinition } from './definitions.ts';
import { type Interview, type Ref, standing, tableOf } from './interview.ts';
import { AskedQuestion, isPreset } from './question.ts';
import { refOf } from './refs.ts';
import type { OpenSheet } from './table.ts';

/** Shown to a person: not what is only worked out or recorded, nor what was given beforehand. */
export function isAsked(interview: Interview, definition: Definition, sheet: OpenSheet): boolean {
  const { item } = definition;
  return isQuestion(item) && mayBeAsked(item) && !isPreset(interview, sheet.spot(definition));
}

const silentKinds: ReadonlySet<Kind> = new Set(['calculate', 'hidden', 'metadata']);

/** Whether a person is ever asked: it is not only worked out or recorded. */
function mayBeAsked(question: Question): boolean {
  const { kind, label, hint, media, calculate } = question;
  const silent = label === undefined && hint === undefined && media === undefined;
  return !silentKinds.has(kind) && !(silent && calculate !== undefined);
}

/** Every question that is asked now, in order. */
function* questionsOf(interview: Interview): Iterable<[Definition, OpenSheet]> {
  function* inSection(section: Definition, sheet: OpenSheet): Iterable<[Definition, OpenSheet]> {
    for (const child of section.children) {
      if (!sheet.holds(child)) continue;
      if (child.inside) for (const instance of sheet.shown(child)) yield* inSection(child, instance);
      else if (!isQuestion(child.item)) yield* inSection(child, sheet);
      else if (isAsked(interview, child, sheet)) yield [child, sheet];
    }
  }
  yield* inSection(interview.form.outline.top, tableOf(interview));
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

/** A definition as counting sees it, by slot: whether it counts, and the slot after all that stands in it. */
interface Counted {
  readonly definition: Definition;
  readonly counts: boolean;
  readonly end: number;
}

const plans = new WeakMap<SheetDefinition, readonly Counted[]>();

/** The same for every interview: made once, so that counting after each answer is a short look at each question. */
function planOf(of: SheetDefinition): readonly Counted[] {
  const known = plans.get(of);
  if (known) return known;
  const endOf = (definition: Definition): number => {
    const last = definition.inside ? undefined : definition.children.at(-1); // what a repeat holds is on other sheets
    return last ? endOf(last) : definition.slot + 1;
  };
  const plan = of.definitions.map((definition): Counted => {
    const { item } = definition;
    const counts =
      isQuestion(item) &&
      mayBeAsked(item) &&
      item.kind !== 'note' &&
      (item.calculate === undefined || item.trigger !== undefined);
    return { definition, counts, end: endOf(definition) };
  });
  plans.set(of, plan);
  return plan;
}

/** How many of the questions asked now are answered. Notes and what is worked out do not count. */
export function progress(interview: Interview): { readonly answered: number; readonly asked: number } {
  let [answered, all] = [0, 0];
  const hasPresets = Object.keys(interview.presets).length > 0;
  const count = (sheet: OpenSheet): void => {
    const plan = planOf(sheet.of);
    for (let slot = 0, one = plan[0]; one; one = plan[slot]) {
      const { definition, counts, end } = one;
      if (!sheet.holds(definition)) {
        slot = end;
        continue;
      }
      slot++;
      if (definition.inside) for (const instance of sheet.shown(definition)) count(instance);
      if (!counts || (hasPresets && isPreset(interview, sheet.spot(definition)))) continue;
      all++;
      if (!isBlank(sheet.fitting(definition))) answered++;
    }
  };
  count(tableOf(interview));
  return { answered, asked: all };
}

/** What a person should look at once more, in order. */
export function* problemsIn(
  interview: Interview,
): Iterable<{ readonly ref: Ref; readonly verdict: Verdict }> {
  for (const [definition, sheet] of questionsOf(interview)) {
    if (!isQuestion(definition.item)) continue;
    const question = new AskedQuestion(interview, sheet.spot(definition), definition.item);
    if (question.verdict.kind !== 'fine') yield { ref: question.ref, verdict: question.verdict };
  }
}

/** The interview's name in lists, after the questionnaire's own formula; `null` if it has none. */
export const nameOf = (interview: Interview): string | null =>
  interview.form.instanceName()?.(standing(tableOf(interview), interview)) ?? null;
