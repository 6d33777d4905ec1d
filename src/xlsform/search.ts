/** `search('file', 'matches', 'column', ${x})` in the appearance: an older way to say “choices from a file, filtered”. */

import { type Expr, parseFormula, printFormula } from '../questionnaire/formula/index.ts';
import type { Question } from '../questionnaire/index.ts';
import { renameIn } from './formulas.ts';
import type { Spot } from './problems.ts';
import type { Reading } from './reading.ts';

/** The question with a list from the file; `null` where its appearance has no `search()` that can be read. */
export function readSearch(question: Question, list: string, at: Spot, reading: Reading): Question | null {
  const { appearance = '' } = question;
  const start = appearance.search(/\bsearch\s*\(/);
  if (start < 0) return null;
  const end = closing(appearance, appearance.indexOf('(', start));
  const read = parseFormula(renameIn(appearance.slice(start, end), reading.renamed));
  if (!('formula' in read) || read.formula.kind !== 'call') return null;
  const [file, ...args] = read.formula.args;
  const source = textIn(file);
  if (source === null) return null;
  const filters = [...filterOf(args.slice(0, 3)), ...filterOf([equal, ...args.slice(3, 5)])];
  if (filters.length < Math.ceil(args.length / 3)) return null;
  const name = source.replace(/\.csv$/i, '');
  const columns = (reading.lists.get(list)?.choices ?? []).find((choice) => !/^-?\d+$/.test(choice.name));
  const label = typeof columns?.label === 'object' ? Object.values(columns.label)[0] : columns?.label;
  reading.lists.set(name, { choices: [], file: `${name}.csv` });
  reading.problems.tell('search-converted', at, { file: `${name}.csv` });
  reading.problems.tell('file-needed', at, { file: `${name}.csv` });
  const { appearance: _, ...others } = question;
  const rest = `${appearance.slice(0, start)} ${appearance.slice(end)}`.replace(/\s+/g, ' ').trim();
  const choiceFilter = [others.choiceFilter, ...filters].filter(Boolean).join(' and ');
  const parameters = {
    ...others.parameters,
    ...(columns && { value: columns.name }),
    ...(label !== undefined && { label: label.split(/[\s,]+/)[0] ?? label }),
  };
  return {
    ...others,
    list: name,
    ...(rest !== '' && { appearance: rest }),
    ...(choiceFilter !== '' && { choiceFilter }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  };
}

const equal: Expr = { kind: 'literal', value: 'matches' };

const relations: Readonly<Record<string, (column: string, value: string) => string>> = {
  matches: (column, value) => `${column} = ${value}`,
  contains: (column, value) => `contains(${column}, ${value})`,
  startswith: (column, value) => `starts-with(${column}, ${value})`,
  endswith: (column, value) => `ends-with(${column}, ${value})`,
};

function filterOf([how, column, value]: readonly (Expr | undefined)[]): string[] {
  const relation = relations[textIn(how) ?? ''];
  const name = textIn(column);
  if (!relation || !value || name === null || !/^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u.test(name)) return [];
  return [relation(name, printFormula(value))];
}

const textIn = (expr: Expr | undefined): string | null =>
  expr?.kind === 'literal' && typeof expr.value === 'string' ? expr.value : null;

/** After the bracket that closes the one at `from`. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
