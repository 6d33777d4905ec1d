/** What is shown now, in order: pages, lazily, so that the next one costs no walk through the rest. */
import { isBlank } from '../answers.ts';
import type { Question } from '../schema.ts';
import type { Verdict, VerdictKind } from '../verdict.ts';
import { type Definition, isQuestion } from './definitions.ts';
import { type Interview, type Ref, standing, tableOf } from './interview.ts';
import { AskedQuestion, isPreset, verdictAt } from './question.ts';
import { refOf, sheetRef } from './refs.ts';
import type { OpenSheet } from './table.ts';

/** A group with `page: true`, or one question, or one repeat's list of instances, on its own. */
export interface Page {
  readonly ref: Ref;
  readonly kind: 'section' | 'question' | 'repeat';
  /** The groups and repeat instances around it, outermost first: headings above the page. */
  readonly within: readonly Ref[];
  readonly items: readonly PageItem[];
}

/** What stands on a page, in order. For the content: `questionAt`, `sectionAt`. */
export type PageItem =
  | { readonly kind: 'question'; readonly ref: Ref }
  /** A group or an instance inside a page; `depth` 1 is the first below the page. */
  | { readonly kind: 'heading'; readonly ref: Ref; readonly depth: number }
  /** Where instances are listed, added and removed. */
  | {
      readonly kind: 'repeat';
      readonly ref: Ref;
      readonly instances: readonly RepeatInstance[];
      /** By hand; otherwise a formula counts them. */
      readonly canChange: boolean;
    };

export interface RepeatInstance {
  /** `/g/case[k3]`: for `removeRepeat` and `sectionAt`. */
  readonly ref: Ref;
  readonly key: string;
  readonly position: number;
}

/** The pages of the interview as it stands. */
export const asked = (interview: Interview): Iterable<Page> =>
  pagesIn(interview, interview.form.outline.top, tableOf(interview), []);

function* pagesIn(
  interview: Interview,
  section: Definition,
  sheet: OpenSheet,
  within: readonly Ref[],
): Iterable<Page> {
  for (const child of section.children) {
    if (!sheet.holds(child)) continue;
    const ref = refOf(sheet, child);
    if (child.inside) {
      for (const instance of sheet.shown(child))
        yield* sectionPages(interview, child, instance, sheetRef(instance), within);
      if (!child.rules.count) yield { ref, kind: 'repeat', within, items: [stackOf(child, sheet)] };
    } else if (!isQuestion(child.item)) yield* sectionPages(interview, child, sheet, ref, within);
    else if (isAsked(interview, child, sheet))
      yield { ref, kind: 'question', within, items: [{ kind: 'question', ref }] };
  }
}

function* sectionPages(
  interview: Interview,
  section: Definition,
  sheet: OpenSheet,
  ref: Ref,
  within: readonly Ref[],
): Iterable<Page> {
  if (!('page' in section.item)) {
    yield* pagesIn(interview, section, sheet, [...within, ref]);
    return;
  }
  const items = [...itemsIn(interview, section, sheet, 1)];
  if (items.some(({ kind }) => kind !== 'heading')) yield { ref, kind: 'section', within, items };
}

function* itemsIn(
  interview: Interview,
  section: Definition,
  sheet: OpenSheet,
  depth: number,
): Iterable<PageItem> {
  for (const child of section.children) {
    if (!sheet.holds(child)) continue;
    const ref = refOf(sheet, child);
    if (child.inside) {
      for (const instance of sheet.shown(child)) {
        yield { kind: 'heading', ref: sheetRef(instance), depth };
        yield* itemsIn(interview, child, instance, depth + 1);
      }
      if (!child.rules.count) yield stackOf(child, sheet);
    } else if (!isQuestion(child.item)) {
      const items = [...itemsIn(interview, child, sheet, depth + 1)];
      if (items.length > 0) yield { kind: 'heading', ref, depth };
      yield* items;
    } else if (isAsked(interview, child, sheet)) yield { kind: 'question', ref };
  }
}

const stackOf = (repeat: Definition, sheet: OpenSheet): PageItem & { kind: 'repeat' } => ({
  kind: 'repeat',
  ref: refOf(sheet, repeat),
  instances: sheet
    .shown(repeat)
    .map((each) => ({ ref: sheetRef(each), key: each.key, position: each.at + 1 })),
  canChange: !repeat.rules.count,
});

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
