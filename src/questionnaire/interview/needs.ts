/**
 * What a formula looks at, told in definitions: read off the formula once, before anything is answered. Where that
 * cannot be told exactly, it is told too broadly: then a formula is worked out once more than it must be.
 */
import { type Expr, parts } from '../formula/index.ts';
import {
  type Definition,
  nearest,
  type Outline,
  type SheetDefinition,
  sharedSheet,
  within,
} from './definitions.ts';

/** One thing that a formula looks at; a change of it matters to all instances of the formula below `shared`. */
export interface Need {
  readonly target: Definition;
  readonly shared: SheetDefinition;
}

export interface Needs {
  readonly needs: readonly Need[];
  readonly functions: ReadonlySet<string>;
}

/** Where a path may stand: a definition, or above the top, and the highest sheet that it climbed to on its way. */
interface Stand {
  readonly on: Definition | 'above';
  readonly climbed: SheetDefinition;
}

type Step = Extract<Expr, { kind: 'path' }>['steps'][number];

/** Arguments whose names are looked for in every instance, not only in the nearest. */
const reachesFar = (name: string, at: number): boolean =>
  name === 'indexed-repeat' ? at === 0 || at % 2 === 1 : name.endsWith('-if');

/** They look at which places there are, not at what is written there. */
const placesOnly = new Set(['count', 'position', 'name', 'local-name']);

export interface Standpoint {
  /** The sheets on which the formula is worked out. */
  readonly home?: SheetDefinition;
  /** A choice filter, whose own place is a row of the list. */
  readonly onRow?: boolean;
}

export function needsOf(
  formula: Expr,
  from: Definition,
  outline: Outline,
  { home = from.home, onRow = false }: Standpoint = {},
): Needs {
  const needs = new Map<Definition, SheetDefinition>();
  const functions = new Set<string>();
  const summit = outline.top.home;

  const need = ({ on, climbed }: Stand, content: boolean): void => {
    if (on === 'above') return;
    const shared = on.inside && climbed.depth > on.home.depth ? on.home : climbed;
    const known = needs.get(on);
    if (!known || known.depth > shared.depth) needs.set(on, shared);
    if (!content) return; // of a repeat: whether instances come or go
    for (const child of on.children) need({ on: child, climbed: shared }, true);
  };

  const visit = (expr: Expr, here: readonly Stand[], far: boolean, content = true): readonly Stand[] => {
    switch (expr.kind) {
      case 'literal':
        return [];
      case 'name': {
        if (expr.lastSaved) functions.add('last-saved');
        const target = expr.lastSaved ? undefined : nearest(outline, expr.name, from);
        if (!target) return [];
        const stand = { on: target, climbed: far ? summit : sharedSheet(home, target.home) };
        need(stand, content);
        return [stand];
      }
      case 'negation':
        visit(expr.operand, here, far);
        return [];
      case 'chain':
        return expr.operands.flatMap((operand) => visit(operand, here, far));
      case 'call': {
        functions.add(expr.name);
        if (expr.name === 'current') return [{ on: from, climbed: home }];
        if (expr.name === 'index' && home.repeat) need({ on: home.repeat, climbed: home }, false);
        const { name, args } = expr;
        if (isLastSaved(expr)) functions.add('last-saved');
        return args.flatMap((arg, at) => {
          const onlyPlaces = placesOnly.has(name) || (name === 'indexed-repeat' && at > 0);
          const found = visit(arg, here, far || reachesFar(name, at), !onlyPlaces);
          if (onlyPlaces) for (const stand of found) need(stand, false);
          return found;
        });
      }
      case 'filter': {
        const found = visit(expr.base, here, far, content);
        for (const predicate of expr.predicates) visit(predicate, found, far);
        return found;
      }
      case 'path': {
        let stands = expr.from === 'root' ? [{ on: 'above', climbed: summit } as const] : here;
        if (typeof expr.from === 'object') stands = isRows(expr.from) ? [] : visit(expr.from, here, far);
        if (typeof expr.from === 'object' && isRows(expr.from)) visit(expr.from, here, far);
        for (const step of expr.steps) {
          stands = stands.flatMap((stand) => move(stand, step, outline));
          for (const predicate of step.predicates) visit(predicate, stands, far);
        }
        for (const stand of stands) need(stand, content);
        return stands;
      }
    }
  };
  visit(formula, onRow ? [] : [{ on: from, climbed: home }], false);
  return { needs: [...needs].map(([target, shared]) => ({ target, shared })), functions };
}

/** Whether it asks for the number of the very place it stands on: `position(current())`, `index()`. */
export function countsItself(expr: Expr): boolean {
  if (expr.kind === 'call' && expr.name === 'index') return true;
  const [arg] = expr.kind === 'call' && expr.name === 'position' ? expr.args : [];
  if (arg && standsStill(arg)) return true;
  return parts(expr).some(countsItself);
}

const standsStill = (expr: Expr): boolean =>
  expr.kind === 'call'
    ? expr.name === 'current'
    : expr.kind === 'path' &&
      expr.steps.every(({ axis }) => axis === 'self') &&
      (expr.from === 'here' || (typeof expr.from === 'object' && standsStill(expr.from)));

/** The list under which XForms look into the answers of another interview. */
export const lastSavedId = '__last-saved';

/** Whether it looks there. */
const isLastSaved = ({ name, args: [id] }: Extract<Expr, { kind: 'call' }>): boolean =>
  name === 'instance' && id?.kind === 'literal' && id.value === lastSavedId;

/** Rows of a list or a file: nothing of the interview stands there. */
const isRows = (expr: Expr): boolean => expr.kind === 'call' && expr.name === 'instance';

/** Where one step leads. Of the rarer axes, only the name that they ask for is heeded. */
function move({ on, climbed }: Stand, { axis, test }: Step, { top, all }: Outline): readonly Stand[] {
  const local = test.slice(test.indexOf(':') + 1);
  const any = test === '*' || test === 'node()';
  const named = (each: Definition): boolean => any || each.name === test || each.name === local;
  const at = (found: readonly Definition[], highest = climbed): readonly Stand[] =>
    found.filter(named).map((each) => ({ on: each, climbed: highest }));
  const itself = on === 'above' ? [] : [on];
  switch (axis) {
    case 'attribute':
    case 'namespace':
      return [];
    case 'self':
      return any && on === 'above' ? [{ on, climbed }] : at(itself);
    case 'child':
      if (test === 'text()') return [{ on, climbed }];
      return at(on === 'above' ? [top] : on.children);
    case 'parent': {
      if (on === 'above') return [];
      const left = on.inside && climbed.depth > on.home.depth ? on.home : climbed; // out of the instance
      return on.parent ? at([on.parent], left) : [{ on: 'above', climbed: left }];
    }
    case 'descendant':
    case 'descendant-or-self':
      return at(on === 'above' ? all : [...within(on)]);
    default:
      return at(all, top.home);
  }
}
