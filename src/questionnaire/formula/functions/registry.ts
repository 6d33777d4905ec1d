/** Which functions there are. Few questionnaires need more than the base; the rest lies on shelves, each loaded when needed. */
import { type Expr, parts } from '../syntax.ts';
import { base } from './base.ts';
import type { Rule, Rules } from './rule.ts';

const known = new Map<string, Rule>(Object.entries(base));

export const ruleOf = (name: string): Rule | undefined => known.get(name);

const patterns = () => import('./pattern.ts').then(({ patterns }) => patterns);
const digests = () => import('./digests.ts').then(({ digests }) => digests); // with the hash library, the heaviest
const rarer = () => import('./more.ts').then(({ more }) => more);

const shelfOf = (name: string): (() => Promise<Rules>) =>
  name === 'regex' ? patterns : /^(?:digest|base64-decode|randomize)$/.test(name) ? digests : rarer;

const missing = (expr: Expr): string[] => [
  ...(expr.kind === 'call' && !known.has(expr.name) ? [expr.name] : []),
  ...parts(expr).flatMap(missing),
];

/** Whether a formula calls a function that is not here yet; then `loadMore` before compiling it. */
export const needsMore = (expr: Expr): boolean => missing(expr).length > 0;

/** Brings what these formulas need beyond the base; without formulas, everything. */
export async function loadMore(...formulas: readonly Expr[]): Promise<void> {
  const wanted = new Set(formulas.flatMap(missing).map(shelfOf));
  const shelves = await Promise.all(
    (formulas.length > 0 ? [...wanted] : [patterns, digests, rarer]).map((load) => load()),
  );
  for (const shelf of shelves) for (const [name, rule] of Object.entries(shelf)) known.set(name, rule);
}
