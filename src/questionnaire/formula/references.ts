/** What a formula refers to, read from its tree: the ground of the dependency graph, and what to tell an author. */
import { type Expr, type Path, parts, type Step } from './syntax.ts';

export interface References {
  /** `${name}`, nearest instance. */
  readonly names: readonly string[];
  /** `${name}` of which every instance counts: arguments of `indexed-repeat`, `sum-if` … */
  readonly allOf: readonly string[];
  readonly lastSaved: readonly string[];
  /** Location paths into the interview, those inside predicates joined to the path they narrow. */
  readonly paths: readonly PathReference[];
  /** Ids of choice lists and attached files: `instance('x')`, `pulldata('x', …)`. */
  readonly instances: readonly string[];
  readonly functions: readonly string[];
  /** Has a value of its own at each run, or depends on time, place among siblings, or language. */
  readonly volatile: Readonly<Partial<Record<Volatility, true>>>;
}

export type Volatility = 'now' | 'random' | 'position' | 'language';

/**
 * Steps are names, `..`, `.`, `@name`, `*` (any child) and `**` (anywhere below or, by rarer axes, anywhere at all).
 * From `here`: the question whose formula it is, or its row in a choice filter; from `root`: the top of the interview.
 */
export interface PathReference {
  readonly from: 'root' | 'here';
  readonly steps: readonly string[];
}

const volatilities: Readonly<Record<string, Volatility>> = {
  now: 'now',
  today: 'now',
  random: 'random',
  uuid: 'random',
  randomize: 'random',
  position: 'position',
  'indexed-repeat': 'position',
  index: 'position',
  'jr:choice-name': 'language',
  'choice-label': 'language',
  'jr:itext': 'language',
  'format-date': 'language',
  'format-date-time': 'language',
};

/** Arguments in which a name means every instance: field and repeats, but not the numbers, of `indexed-repeat`. */
const reachesAll = (name: string, i: number): boolean =>
  name === 'indexed-repeat' ? i === 0 || i % 2 === 1 : name.endsWith('-if');

/** What a formula refers to; each thing once. */
export function referencesOf(expr: Expr): References {
  const found = {
    names: new Set<string>(),
    allOf: new Set<string>(),
    lastSaved: new Set<string>(),
    paths: new Map<string, PathReference>(),
    instances: new Set<string>(),
    functions: new Set<string>(),
    volatile: {} as Partial<Record<Volatility, true>>,
  };

  /** `base` is where relative paths start: undefined inside a list that is not part of the interview. */
  const visit = (part: Expr, base: PathReference | undefined, all = false): void => {
    if (part.kind === 'name') {
      const into = part.lastSaved ? found.lastSaved : all ? found.allOf : found.names;
      into.add(part.name);
    } else if (part.kind === 'path') visitPath(part, base, all);
    else if (part.kind === 'call') visitCall(part, base);
    else if (part.kind === 'filter') {
      visit(part.base, base, all);
      for (const predicate of part.predicates) visit(predicate, originOf(part.base, base));
    } else for (const inside of parts(part)) visit(inside, base, all);
  };

  const visitCall = (part: Extract<Expr, { kind: 'call' }>, base: PathReference | undefined): void => {
    found.functions.add(part.name);
    const volatility = volatilities[part.name];
    if (volatility) found.volatile[volatility] = true;
    const [first] = part.args;
    if ((part.name === 'instance' || part.name === 'pulldata') && first?.kind === 'literal') {
      found.instances.add(String(first.value).replace(/\.csv$/i, ''));
    }
    if (part.name === 'current') keep(here);
    if (impliesHere.has(part.name) && part.args.length === 0 && base) keep(base);
    if (part.name === 'once') keep(here);
    for (const [i, arg] of part.args.entries()) visit(arg, base, reachesAll(part.name, i));
  };

  const visitPath = (path: Path, base: PathReference | undefined, all: boolean): void => {
    if (typeof path.from !== 'string' && !isCurrent(path.from)) visit(path.from, base, all);
    let at = originOf({ ...path, steps: [] }, base);
    for (const step of path.steps) {
      at &&= { from: at.from, steps: [...at.steps, stepText(step)] };
      for (const predicate of step.predicates) visit(predicate, at);
    }
    if (at) keep(at);
  };

  const keep = (path: PathReference): void => {
    found.paths.set(`${path.from} ${path.steps.join('/')}`, path);
  };

  visit(expr, here);
  const { volatile, paths, ...sets } = found;
  return {
    ...(Object.fromEntries(Object.entries(sets).map(([key, set]) => [key, [...set]])) as Record<
      keyof typeof sets,
      string[]
    >),
    paths: [...paths.values()],
    volatile,
  };
}

const here: PathReference = { from: 'here', steps: [] };
const impliesHere = new Set([
  'string',
  'number',
  'string-length',
  'normalize-space',
  'name',
  'local-name',
  'position',
  'index',
]);

const isCurrent = (expr: Expr): boolean => expr.kind === 'call' && expr.name === 'current';

/** Where a path stands before its steps. Those that start at a name or a list are not told by steps. */
function originOf(expr: Expr, base: PathReference | undefined): PathReference | undefined {
  if (expr.kind !== 'path') return isCurrent(expr) ? here : undefined;
  const start =
    expr.from === 'here'
      ? base
      : expr.from === 'root'
        ? { from: 'root' as const, steps: [] }
        : originOf(expr.from, base);
  return start && { from: start.from, steps: [...start.steps, ...expr.steps.map(stepText)] };
}

function stepText({ axis, test }: Step): string {
  if (axis === 'self') return '.';
  if (axis === 'parent') return '..';
  if (axis === 'attribute') return `@${test}`;
  if (axis !== 'child') return '**';
  return test.endsWith('*') || test.endsWith(')') ? '*' : test;
}
