/** Formulas as authors type them: in smart quotes, with `==` and `AND`, pasted from a letter. */

import { type Expr, parseFormula } from '../questionnaire/formula/index.ts';
import type { Kind } from '../questionnaire/index.ts';
import { trimmed, withoutUnseen } from './clean.ts';
import { limits } from './limits.ts';

export type ReadFormula =
  | { readonly formula: string; readonly expr: Expr; readonly repaired: boolean }
  | {
      readonly formula: string;
      readonly problem: Extract<ReturnType<typeof parseFormula>, { problem: unknown }>['problem'];
    };

/** What may be put right in a formula that cannot be read, each upon the one before. Texts in quotes stay as they are. */
const repairs: readonly ((source: string) => string)[] = [
  withoutUnseen,
  (source) => source.replace(/[“”„‟″＂]/g, '"').replace(/[‘’‚‛′＇`´]/g, "'"),
  (source) =>
    outsideQuotes(source, (code) =>
      code.replace(/\$\s*[{(]([^{}()]+)[})]/g, (_, name: string) => `\${${name.trim()}}`),
    ),
  (source) =>
    outsideQuotes(source, (code) =>
      code
        .replace(/[–—−]/g, '-')
        .replace(/≥|=>/g, '>=')
        .replace(/≤|=</g, '<=')
        .replace(/≠|<>/g, '!=')
        .replace(/={2,3}/g, '=')
        .replace(/&&/g, ' and ')
        .replace(/\|\|/g, ' or ')
        .replace(/×/g, '*')
        .replace(/÷/g, ' div ')
        .replace(/，/g, ',')
        .replace(/（/g, '(')
        .replace(/）/g, ')'),
    ),
  (source) =>
    outsideQuotes(source, (code) =>
      code.replace(/\b(AND|OR|DIV|MOD|And|Or)\b/g, (word) => word.toLowerCase()),
    ),
];

/** The formula, put right where that is safe; or as it is, with what is wrong. Nothing is guessed inside quotes. */
export function readFormula(written: string): ReadFormula {
  const source = trimmed(written);
  const first = parseFormula(source);
  if ('formula' in first) return { formula: source, expr: first.formula, repaired: false };
  if (source.length > limits.formula) return { formula: source, problem: first.problem };
  let repaired = source;
  for (const repair of repairs) {
    repaired = repair(repaired);
    if (repaired === source) continue;
    const again = parseFormula(repaired);
    if ('formula' in again) return { formula: repaired, expr: again.formula, repaired: true };
  }
  return { formula: source, problem: first.problem };
}

const outsideQuotes = (source: string, change: (code: string) => string): string =>
  source.replace(/"[^"]*"|'[^']*'|[^"']+/g, (piece) => (/^["']/.test(piece) ? piece : change(piece)));

/** `yes` and `no` in the columns that hold conditions. */
export function readCondition(written: string): string | undefined {
  const text = trimmed(written);
  if (/^(yes|true)$/i.test(text)) return 'true()';
  return /^(no|false)$/i.test(text) ? undefined : text;
}

/**
 * Whether a default is worked out rather than taken as it stands: it names a question or calls a function.
 * `2020-01-01`, `-5`, `5 km` and `Dr (ret.)` are what they are.
 */
export const isDynamic = (text: string, kind: Kind): boolean =>
  reference.test(text) || ((calling.test(text) || isSum(text, kind)) && 'formula' in parseFormula(text));

/** `3 + 4` is worked out where a number is asked; as an answer in words, or as a date, it stays as it is. */
const isSum = (text: string, kind: Kind): boolean =>
  (kind === 'integer' || kind === 'decimal') &&
  !Number.isFinite(Number(text)) &&
  /^[\d\s.()+*-]+((div|mod)[\d\s.()+*-]+)*$/.test(text);

const reference = /\$\{[^{}]+\}/;
const calling = /(^|[^\p{L}\p{N}_.-])[\p{L}_][\p{L}\p{N}_.:-]*\(/u;

/** Puts new names where the old ones were meant, in formulas and in words. */
export function renameIn(text: string, renamed: ReadonlyMap<string, string>): string {
  if (renamed.size === 0 || !text.includes('${')) return text;
  return text.replace(/\$\{([^{}]*)\}/g, (whole, inside: string) => {
    const [, last = '', name = ''] = /^(last-saved#)?([\s\S]*)$/.exec(inside.trim()) ?? [];
    const now = renamed.get(name.trim());
    return now === undefined ? whole : `\${${last}${now}}`;
  });
}

/** The names in `${…}`. */
export const namesIn = (text: string): string[] =>
  text.includes('${')
    ? [...text.matchAll(/\$\{([^{}]*)\}/g)].map(([, inside = '']) =>
        inside.trim().replace(/^last-saved#\s*/, ''),
      )
    : [];
