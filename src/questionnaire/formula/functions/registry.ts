/** Which functions there are. Few questionnaires need more than the base; the rest lies on shelves, each loaded when needed. */
import { type Expr, parts } from '../syntax.ts';
import { base } from './base.ts';
import type { Rule, Rules } from './rule.ts';

const known = new Map<string, Rule>(Object.entries(base));

export const ruleOf = (name: string): Rule | undefined => known.get(name);

const patterns = () => import('./pattern.ts').then(({ patterns }) => patterns);
const digests = () => import('./digests.ts').then(({ digests }) => digests); // with the hash library, the heaviest
const signatures = () => import('./signed.ts').then(({ signed }) => signed); // with the curve
const rarer = () => import('./more.ts').then(({ more }) => more);

const shelfOf = (name: string): (() => Promise<Rules>) =>
  name === 'regex'
    ? patterns
    : name === seedFunction || /^(?:digest|base64-decode|randomize)$/.test(name)
      ? digests
      : name === 'extract-signed'
        ? signatures
        : rarer;

/** What a seed is as a number. No author can call it: names have no blanks. */
export const seedFunction = 'number of seed';

const missing = (expr: Expr): string[] => [
  ...(expr.kind === 'call' && !known.has(expr.name) ? [expr.name] : []),
  ...parts(expr).flatMap(missing),
];

/** Whether a formula calls a function that is not here yet; then `loadMore` before compiling it. */
export const needsMore = (expr: Expr): boolean => missing(expr).length > 0;

/** What no name has; the alphabet itself takes a phone milliseconds to learn. */
const longest = 64; // characters of a name that we know, with blanks after it
const notCalled = new Set(['and', 'or', 'div', 'mod', 'node', 'text']);

/** What a formula seems to call, without reading it: words in quotes count, too. */
export function callsIn(source: string): string[] {
  const names: string[] = [];
  for (let at = source.indexOf('('); at >= 0; at = source.indexOf('(', at + 1)) {
    const [, name] = /([\w:.-]+)\s*$/.exec(source.slice(Math.max(0, at - longest), at)) ?? [];
    if (name && !notCalled.has(name)) names.push(name);
  }
  return names;
}

/** Brings these functions, as far as they are not here yet. */
export async function loadFunctions(names: Iterable<string>): Promise<void> {
  const shelves = new Set([...names].filter((name) => !known.has(name)).map(shelfOf));
  await Promise.all([...shelves].map(take));
}

/** Brings what these formulas need beyond the base; without formulas, everything. */
export async function loadMore(...formulas: readonly Expr[]): Promise<void> {
  if (formulas.length > 0) await loadFunctions(formulas.flatMap(missing));
  else await Promise.all([patterns, digests, signatures, rarer].map(take));
}

async function take(load: () => Promise<Rules>): Promise<void> {
  for (const [name, rule] of Object.entries(await load())) known.set(name, rule);
}
