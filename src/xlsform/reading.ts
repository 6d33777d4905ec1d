/** What the parts of the reader share while one file is read. */

import { type Expr, parts, referencesOf } from '../questionnaire/formula/index.ts';
import type { ChoiceList, Words } from '../questionnaire/index.ts';
import { type ReadFormula, readCondition, readFormula, renameIn } from './formulas.ts';
import { everyLanguage, type Languages } from './languages.ts';
import { limits } from './limits.ts';
import type { Problems, Spot } from './problems.ts';
import type { TableRow } from './table.ts';

export class Reading {
  readonly problems: Problems;
  readonly languages: Languages;
  /** The words and languages stay as the workbook has them: see `readXlsForm`. */
  readonly faithful: boolean;
  readonly lists = new Map<string, ChoiceList>();
  /** Names that had to be changed: what was written → what it is now. */
  readonly renamed = new Map<string, string>();
  /** Where a part of an item stands: `/g/x#relevant`. */
  readonly places = new Map<string, Spot>();
  /** Where words stand, so that each language's cell can be named: `/g/x#label`. */
  readonly worded = new Map<string, { row: TableRow; key: string }>();
  /** Words with `${…}` in them, to be checked once all names are known. */
  readonly said: { text: string; at: Spot }[] = [];
  /** Formulas that could not be read: told once. */
  readonly broken = new Set<string>();
  /** Attached files and lists that formulas look into, and where the first of them stands. */
  readonly looksInto = new Map<string, Spot>();
  readonly #read = new Map<string, ReadFormula>();

  constructor(problems: Problems, languages: Languages, faithful = false) {
    this.problems = problems;
    this.languages = languages;
    this.faithful = faithful;
  }

  /** Takes a cell with words; the name of the part is `field`. */
  words(row: TableRow, key: string, path: string, field = key): Words | undefined {
    const filled = row.takeAll(key);
    if (filled.length === 0) return undefined;
    this.worded.set(`${path}#${field}`, { row, key });
    const byTag = new Map<string, string>();
    let [bare, every]: (string | undefined)[] = [];
    for (const { slot, text } of filled) {
      const words = renameIn(text, this.renamed);
      if (words.includes('${')) this.said.push({ text: words, at: row.at(key, slot.tag) });
      if (slot.tag === null) bare = words;
      else if (slot.tag === everyLanguage) every = words;
      else if (!byTag.has(slot.tag)) byTag.set(slot.tag, words);
    }
    if (byTag.size === 0 && (every !== undefined || !this.languages.any)) return every ?? bare;
    const tag = this.languages.defaultTag;
    const fallback = bare ?? every;
    if (fallback !== undefined && !byTag.has(tag)) byTag.set(tag, fallback);
    return Object.fromEntries(byTag);
  }

  /** Takes a cell with a formula. A broken one is told and kept: it switches off only itself. */
  formula(row: TableRow, key: string, path: string, part: string = key): string | undefined {
    const written = row.take(key);
    return written === undefined ? undefined : this.formulaIn(written, row.at(key), path, part);
  }

  /** As `formula`, for the columns in which `yes` and `no` stand for themselves. */
  condition(row: TableRow, key: string, path: string, part: string = key): string | undefined {
    const written = row.take(key);
    const never = key === 'relevant' ? 'false()' : undefined; // what is never asked stays so
    const formula = written === undefined ? undefined : (readCondition(written) ?? never);
    return formula === undefined ? undefined : this.formulaIn(formula, row.at(key), path, part);
  }

  formulaIn(written: string, at: Spot, path: string, part: string): string | undefined {
    const source = renameIn(written, this.renamed);
    let read = this.#read.get(source);
    if (!read) {
      read = readFormula(source);
      this.#read.set(source, read);
    }
    const { formula } = read;
    this.places.set(`${path}#${part}`, at);
    if ('problem' in read) {
      const { code, position, details } = read.problem;
      this.broken.add(`${path}#${part}`);
      this.problems.tell(code, at, { near: '', ...details, position: position + 1, formula });
      return formula.length > limits.formula ? undefined : formula;
    }
    if (read.repaired) this.problems.tell('formula-repaired', at, { was: source, now: formula });
    if (/instance\s*\(|pulldata\s*\(/.test(formula)) this.#noteFiles(read.expr, at);
    if (/regex\s*\(/.test(formula)) {
      for (const pattern of unanchored(read.expr)) this.problems.tell('regex-unanchored', at, { pattern });
    }
    return formula;
  }

  #noteFiles(formula: Expr, at: Spot): void {
    for (const name of referencesOf(formula).instances) {
      if (!this.looksInto.has(name)) this.looksInto.set(name, at);
    }
  }
}

/** Patterns that do not say whether they mean the whole answer: tools differ there. */
function unanchored(expr: Expr): string[] {
  const [, pattern] = expr.kind === 'call' && expr.name === 'regex' ? expr.args : [];
  const text = pattern?.kind === 'literal' ? String(pattern.value) : null;
  const own = text !== null && !(text.startsWith('^') && text.endsWith('$')) ? [text] : [];
  return [...own, ...parts(expr).flatMap(unanchored)];
}

/** Without the parts that are not there. */
export function given<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The one name that JavaScript keeps for itself is no key of ours. */
export const safeKey = (name: string): string => (name === '__proto__' ? 'proto' : name);
