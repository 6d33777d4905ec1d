/** What is shown now, in order: pages, lazily and from any place, so that the next one costs no walk through the rest. */
import { isAsked } from './asked.ts';
import { type Definition, isQuestion } from './definitions.ts';
import { type Interview, type Ref, tableOf } from './interview.ts';
import { refOf, sheetRef, spotAt } from './refs.ts';
import { OpenSheet, type Spot } from './table.ts';

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
export const asked = (interview: Interview): Iterable<Page> => askedFrom(interview, null);

/** The pages from the one that holds a place; from the first one where nothing of that name stands. */
export const askedFrom = (interview: Interview, place: Ref | null): Iterable<Page> =>
  pagesFrom(interview, { ahead: true, way: wayTo(interview, place) });

/** The pages before the one that holds a place, the nearest first; before the end where no place is named. */
export const askedBefore = (interview: Interview, place: Ref | null): Iterable<Page> =>
  pagesFrom(interview, { ahead: false, way: wayTo(interview, place) });

/** In which direction pages are walked, and the definitions on the way to where the walk begins, outermost first. */
interface Walk {
  readonly ahead: boolean;
  readonly way: readonly Waymark[];
}

interface Waymark {
  readonly definition: Definition;
  /** Of a repeat: on the way to this instance; without one, to where instances are listed. */
  readonly instance: OpenSheet | null;
}

const pagesFrom = (interview: Interview, walk: Walk): Iterable<Page> =>
  pagesIn(interview, interview.form.outline.top, tableOf(interview), [], walk);

function wayTo(interview: Interview, place: Ref | null): readonly Waymark[] {
  const way: Waymark[] = [];
  let spot: Spot | null = place === null ? null : spotAt(tableOf(interview), interview.form.outline, place);
  while (spot) {
    const { sheet, definition }: Spot = spot;
    const isSheet = spot instanceof OpenSheet;
    if (isSheet && !sheet.above) break; // the top
    way.unshift({ definition, instance: isSheet ? sheet : null });
    const { parent }: Definition = definition;
    spot = parent && ((isSheet ? sheet.above : sheet)?.spot(parent) ?? null);
  }
  return way;
}

function* pagesIn(
  interview: Interview,
  section: Definition,
  sheet: OpenSheet,
  within: readonly Ref[],
  { ahead, way: [mark, ...rest] }: Walk,
): Iterable<Page> {
  const { children } = section;
  const last = children.length - 1;
  const begin = mark ? children.indexOf(mark.definition) : ahead ? 0 : last;
  for (let at = begin; at >= 0 && at <= last; at += ahead ? 1 : -1) {
    const child = children[at];
    if (!child || !sheet.holds(child)) continue;
    const here = at === begin ? mark : undefined;
    const walk = { ahead, way: here ? rest : [] };
    if (child.inside) yield* stackPages(interview, child, sheet, within, walk, here);
    else if (!isQuestion(child.item)) {
      if (here && rest.length === 0 && !ahead) continue; // all of it is after its own beginning
      yield* sectionPages(interview, child, sheet, refOf(sheet, child), within, walk);
    } else if ((ahead || !here) && isAsked(interview, child, sheet)) {
      const ref = refOf(sheet, child);
      yield { ref, kind: 'question', within, items: [{ kind: 'question', ref }] };
    }
  }
}

/** The instances of a repeat, and after them the page that lists them. */
function* stackPages(
  interview: Interview,
  repeat: Definition,
  sheet: OpenSheet,
  within: readonly Ref[],
  walk: Walk,
  here: Waymark | undefined,
): Iterable<Page> {
  const { ahead } = walk;
  const list = repeat.rules.count
    ? null
    : ({ ref: refOf(sheet, repeat), kind: 'repeat', within, items: [stackOf(repeat, sheet)] } as const);
  const from = here?.instance;
  if (list && !ahead && !here) yield list;
  const instances = here && !from && ahead ? [] : sheet.shown(repeat); // none where the walk begins at the list
  for (const instance of ahead ? instances : instances.toReversed()) {
    if (from && (ahead ? instance.at < from.at : instance.at > from.at)) continue;
    const inside = { ahead, way: instance === from ? walk.way : [] };
    if (instance === from && walk.way.length === 0 && !ahead) continue;
    yield* sectionPages(interview, repeat, instance, sheetRef(instance), within, inside);
  }
  if (list && ahead) yield list;
}

function* sectionPages(
  interview: Interview,
  section: Definition,
  sheet: OpenSheet,
  ref: Ref,
  within: readonly Ref[],
  walk: Walk,
): Iterable<Page> {
  if (!('page' in section.item)) {
    yield* pagesIn(interview, section, sheet, [...within, ref], walk);
    return;
  }
  if (walk.way.length > 0 && !walk.ahead) return; // it is the page that holds the place
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
