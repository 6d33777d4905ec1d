/** How a function is described: what it takes, what it gives, and what it does. */
import { asNumber, asPlaces, asText, asTruth, type Code, type Compiler } from '../code.ts';
import type { Place } from '../place.ts';
import type { Expr, Path } from '../syntax.ts';
import { isPlaces, toText, type Value } from '../values.ts';
import type { Compiled, Surroundings } from '../world.ts';

export interface Rule {
  readonly least: number;
  readonly most: number;
  make(args: readonly Expr[], compiler: Compiler): Code;
}
export type Rules = Readonly<Record<string, Rule>>;

/** Compiles an argument to what the function wants of it. */
export type Take<T> = (expr: Expr, compiler: Compiler) => Compiled<T>;

export const text: Take<string> = (expr, compiler) => asText(compiler.code(expr));
export const number: Take<number> = (expr, compiler) => asNumber(compiler.code(expr));
export const truth: Take<boolean> = (expr, compiler) => asTruth(compiler.code(expr));
export const value: Take<Value> = (expr, compiler) => compiler.code(expr).run as Compiled;
export const places: Take<readonly Place[]> = (expr, compiler) => asPlaces(compiler.code(expr), expr);

interface Kinds {
  text: string;
  number: number;
  truth: boolean;
  places: readonly Place[];
  value: Value;
}

const code = <K extends keyof Kinds>(is: K, run: Compiled<Kinds[K]>): Code =>
  (is === 'places' ? { is, run, find: run } : { is, run }) as Code;

/** A function of fixed arguments; those beyond `least` may be left out and are then undefined. */
export function takes<A extends unknown[], K extends keyof Kinds>(
  takers: { [I in keyof A]: Take<A[I]> },
  is: K,
  work: (at: Surroundings, ...args: A) => Kinds[K],
  least = takers.length,
): Rule {
  return {
    least,
    most: takers.length,
    make(args, compiler) {
      const runs = args.map((arg, i) => (takers[i] as Take<unknown>)(arg, compiler));
      const [first, second] = runs;
      const call = work as (at: Surroundings, ...args: unknown[]) => Kinds[K];
      if (!first) return code(is, (at) => call(at));
      if (!second) return code(is, (at) => call(at, first(at)));
      if (runs.length === 2) return code(is, (at) => call(at, first(at), second(at)));
      return code(is, (at) => call(at, ...runs.map((run) => run(at))));
    },
  };
}

/** A function of any number of values. */
export const takesAny = <K extends keyof Kinds>(
  is: K,
  work: (values: Value[], at: Surroundings) => Kinds[K],
  least = 0,
): Rule => ({
  least,
  most: Number.POSITIVE_INFINITY,
  make(args, compiler) {
    const runs = args.map((arg) => value(arg, compiler));
    return code(is, (at) =>
      work(
        runs.map((run) => run(at)),
        at,
      ),
    );
  },
});

/** The same, with places spread out into their texts. */
export const takesMany = <K extends keyof Kinds>(
  is: K,
  work: (values: Value[], at: Surroundings) => Kinds[K],
  least = 0,
): Rule => takesAny(is, (values, at) => work(spread(values), at), least);

export const spread = (values: readonly Value[]): Value[] =>
  values.flatMap<Value>((one) => (isPlaces(one) ? one.map((place) => place.text) : [one]));

/** The same rule, looking at `.` when called without arguments. */
export const orHere = (rule: Rule): Rule => ({
  ...rule,
  least: 0,
  make: (args, compiler) => rule.make(args.length > 0 ? args : [here], compiler),
});

export const here: Path = {
  kind: 'path',
  from: 'here',
  steps: [{ axis: 'self', test: 'node()', predicates: [] }],
};

/** Text split at spaces: how ODK keeps several choices in one answer. */
export const words = (list: string): string[] => list.split(/\s+/).filter(Boolean);

export const joined = (values: readonly Value[], between = ''): string => values.map(toText).join(between);
