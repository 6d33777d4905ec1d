/** A compiled part of a formula, and its readings as text, number, yes or no, and places, each by the shortest way. */
import type { Place } from './place.ts';
import type { Expr, FormulaProblem, FormulaProblemCode } from './syntax.ts';
import { amountAt, isPlaces, toAnswer, toBoolean, toNumber, toText, type Value } from './values.ts';
import type { Compiled, Scope } from './world.ts';

/** `is` tells what `run` always gives; `value` is only known while running. */
export type Code =
  | { readonly is: 'text'; readonly run: Compiled<string>; readonly constant?: string }
  | { readonly is: 'number'; readonly run: Compiled<number>; readonly constant?: number }
  | { readonly is: 'truth'; readonly run: Compiled<boolean>; readonly constant?: boolean }
  | { readonly is: 'places'; readonly run: Compiled<readonly Place[]>; readonly find: Compiled<Found> }
  /** `number`: how it reads as a number by a shorter way than through its value. */
  | { readonly is: 'value'; readonly run: Compiled; readonly number?: Compiled<number> };

/** Mostly an answer is one place: then no list is made of it. */
export type Found = Place | readonly Place[] | undefined;

/** What the functions' tables are given to compile their arguments with. */
export interface Compiler {
  readonly scope: Scope;
  code(expr: Expr): Code;
  /** The same with names meaning something else. */
  recompile(expr: Expr, scope: Scope): Code;
}

/** Leaves the compiler from any depth; caught in `compile.ts`. Who throws it may not know where in the formula it is. */
export class Unfit {
  readonly problem: FormulaProblem;

  constructor(
    code: FormulaProblemCode,
    position: number | undefined,
    details: FormulaProblem['details'] = {},
  ) {
    this.problem = { code, position: position ?? -1, details };
  }

  at(position: number): Unfit {
    const { code, details } = this.problem;
    return this.problem.position < 0 ? new Unfit(code, position, details) : this;
  }
}

export const constant = (value: string | number | boolean): Code => {
  const run = () => value;
  const is = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'truth';
  return { is, run, constant: value } as Code;
};

export const placesCode = (find: Compiled<Found>): Code => ({
  is: 'places',
  find,
  run: (at) => listOf(find(at)),
});

export const isList = (found: Found): found is readonly Place[] => Array.isArray(found);
const firstOf = (found: Found): Place | undefined => (isList(found) ? found[0] : found);
const listOf = (found: Found): readonly Place[] => (isList(found) ? found : found ? [found] : []);

export const constantOf = (code: Code): string | number | boolean | undefined =>
  'constant' in code ? code.constant : undefined;

export function asText(code: Code): Compiled<string> {
  if (code.is === 'text') return code.run;
  if (code.is === 'places') {
    const { find } = code;
    return (at) => firstOf(find(at))?.text ?? '';
  }
  const { run } = code;
  return (at) => toText(run(at));
}

export function asNumber(code: Code): Compiled<number> {
  if (code.is === 'number') return code.run;
  if (code.is === 'places') {
    const { find } = code;
    return (at) => amountAt(firstOf(find(at)), at.world) ?? Number.NaN;
  }
  const { run } = code;
  return (code.is === 'value' && code.number) || ((at) => toNumber(run(at), at.world));
}

/** The same where it comes to an answer; nothing where it is blank, or no number and no date. */
export function asAmount(code: Code): Compiled<number | undefined> {
  if (code.is === 'places') {
    const { find } = code;
    return (at) => amountAt(firstOf(find(at)), at.world);
  }
  const { run } = code;
  const read = asNumber(code);
  return (at) => {
    const number = read(at);
    return Number.isNaN(number) && toAnswer(run(at)) === '' ? undefined : number;
  };
}

export function asTruth(code: Code): Compiled<boolean> {
  if (code.is === 'truth') return code.run;
  if (code.is === 'places') {
    const { find } = code;
    return (at) => firstOf(find(at)) !== undefined;
  }
  const { run } = code;
  return (at) => toBoolean(run(at));
}

/** What a part of a formula is called, in short: of a path, where it leads. */
export function named(expr: Expr): string {
  if (expr.kind === 'literal') return String(expr.value);
  if (expr.kind === 'name') return `\${${expr.name}}`;
  return expr.kind === 'call'
    ? `${expr.name}()`
    : expr.kind === 'path'
      ? (expr.steps.at(-1)?.test ?? '/')
      : '…';
}

/** Refuses at once what can never be places; what turns out while running not to be any is none. */
export function asPlaces(code: Code, expr: Expr): Compiled<readonly Place[]> {
  if (code.is === 'places') return code.run;
  if (code.is !== 'value') throw new Unfit('formula-needs-places', undefined, { near: named(expr) });
  const { run } = code;
  return (at) => {
    const value: Value = run(at);
    return isPlaces(value) ? value : [];
  };
}
