/** What an author's names mean, from the definition whose formula it is. */
import type { Expr, Place, Resolver, Scope } from '../formula/index.ts';
import { type Definition, nearest, type Outline, type SheetDefinition, sharedSheet } from './definitions.ts';
import { AnswerPlace } from './place.ts';
import { OpenSheet, type Spot } from './table.ts';

export const isSpot = (place: Place): place is Spot =>
  place instanceof AnswerPlace || place instanceof OpenSheet;

/** A name that begins with a slash is the path of a definition: see `straightened`. */
export const scopeOf = (from: Definition, outline: Outline, home = from.home): Scope => ({
  resolve(name, lastSaved, reach) {
    const target = name.startsWith('/') ? outline.byPath.get(name) : nearest(outline, name, from);
    if (!target) return undefined;
    if (lastSaved) return () => undefined; // the world knows the other interview
    const shared = reach === 'all' ? outline.top.home : sharedSheet(home, target.home);
    return resolver(target, shared);
  },
  numbered(field, repeat) {
    const [target, stacked] = [nearest(outline, field, from), nearest(outline, repeat, from)];
    if (!target || !stacked?.inside || target.home !== stacked.inside) return undefined;
    if (sharedSheet(home, stacked.home) !== stacked.home) return undefined; // it stands in several instances itself
    return (at, number) => {
      const instance = isSpot(at) ? at.sheet.up(stacked.home).instances(stacked)[number - 1] : undefined;
      return instance?.isRelevant(stacked) ? instance.spot(target) : undefined;
    };
  },
  repeatAround: (at) => (isSpot(at) && at.sheet.of.repeat ? at.sheet : undefined),
});

/** The text of the answer of that name, seen from a place (of an instance: its own); `null` if there is no such name. */
export function answerText(name: string, { sheet, definition }: Spot, outline: Outline): string | null {
  const target = nearest(outline, name, definition);
  if (!target) return null;
  const found = resolver(target, sharedSheet(sheet.of, target.home))(sheet);
  return (isPlaces(found) ? found[0] : found)?.text ?? '';
}

const isPlaces = (found: Place | readonly Place[] | undefined): found is readonly Place[] =>
  Array.isArray(found);

/** Up to the sheet that both share, then down to the answer: one place, or one in each instance between. */
function resolver(target: Definition, shared: SheetDefinition): Resolver {
  if (target.home === shared && !target.inside) {
    return (at) => (isSpot(at) ? at.sheet.up(shared).spot(target) : undefined);
  }
  const holder = target.inside ?? target.home;
  return (at) => {
    if (!isSpot(at)) return undefined;
    const found: Place[] = [];
    for (const sheet of at.sheet.up(shared).down(holder)) {
      if (sheet.isRelevant(sheet.definition)) found.push(sheet.spot(target)); // a skipped repeat has no instances
    }
    return found;
  };
}

/**
 * The formula with plain paths to one answer (`/data/g/x`, `../x`, as XForms have them) turned into its name,
 * so that finding it takes no walk through the questionnaire.
 */
export function straightened(
  formula: Expr,
  from: Definition,
  start: Definition | null,
  outline: Outline,
): Expr {
  const turn = (expr: Expr, here: Definition | null): Expr => {
    switch (expr.kind) {
      case 'literal':
      case 'name':
        return expr;
      case 'negation':
        return { ...expr, operand: turn(expr.operand, here) };
      case 'chain':
        return { ...expr, operands: expr.operands.map((operand) => turn(operand, here)) };
      case 'call':
        return { ...expr, args: expr.args.map((arg) => turn(arg, here)) };
      case 'filter':
        return {
          ...expr,
          base: turn(expr.base, here),
          predicates: expr.predicates.map((one) => turn(one, null)),
        };
      case 'path': {
        const current =
          typeof expr.from === 'object' && expr.from.kind === 'call' && expr.from.name === 'current';
        const start = expr.from === 'root' ? 'root' : current ? from : expr.from === 'here' ? here : null;
        const target = start && follow(start, expr.steps, outline);
        if (target) return { kind: 'name', name: target.path, lastSaved: false, position: 0 };
        const steps = expr.steps.map((step) => ({
          ...step,
          predicates: step.predicates.map((one) => turn(one, null)),
        }));
        return { ...expr, from: typeof expr.from === 'object' ? turn(expr.from, here) : expr.from, steps };
      }
    }
  };
  return turn(formula, start);
}

type Steps = Extract<Expr, { kind: 'path' }>['steps'];

/** The one question that a path leads to without choosing among instances; else null. */
function follow(start: Definition | 'root', steps: Steps, { top }: Outline): Definition | null {
  let at: Definition | 'root' = start;
  for (const { axis, test, predicates } of steps) {
    if (predicates.length > 0) return null;
    if (axis === 'parent' && test === 'node()') {
      if (at === 'root' || !at.parent) return null;
      at = at.parent;
    } else if (axis === 'child' && !test.includes('(') && test !== '*') {
      const named: Definition[] = (at === 'root' ? [top] : at.children).filter((each) => each.name === test);
      const [only] = named;
      if (!only || named.length > 1 || only.inside) return null;
      at = only;
    } else return null;
  }
  return at === 'root' || at.children.length > 0 || at === start ? null : at;
}
