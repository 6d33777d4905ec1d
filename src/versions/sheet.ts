/** The texts of two languages as a workbook for translators, and what they changed in it. */
import type { Questionnaire } from '../questionnaire/index.ts';
import { type PlainCells, readCells, writeXlsx, type XlsProblem } from '../xlsform/index.ts';
import type { Edit } from './edits.ts';
import { textIn, textsOf } from './texts.ts';

export interface Pair {
  readonly source: string;
  readonly target: string;
}

/** One row for each text: its key, its source, its translation. The tag of a language stands in its column's header. */
export function writeTexts(questionnaire: Questionnaire, { source, target }: Pair): Uint8Array {
  const rows = textsOf(questionnaire).map(({ key, words }) => [
    key,
    textIn(words, source),
    textIn(words, target),
  ]);
  return writeXlsx([{ name: 'texts', rows: [['key', `source::${source}`, `target::${target}`], ...rows] }]);
}

/** What a translator's workbook says. */
export type ReadTexts =
  | {
      readonly kind: 'read';
      readonly pair: Pair;
      /** Only where the text is another one than the questionnaire has. */
      readonly edits: readonly Edit[];
      /** Of these, those whose source has become another since the workbook was written. */
      readonly stale: ReadonlySet<string>;
      /** Rows of texts that there are no more. */
      readonly gone: readonly { readonly key: string; readonly text: string }[];
      readonly same: number;
    }
  | { readonly kind: 'unreadable'; readonly problem: XlsProblem }
  /** No sheet has the three columns, or the questionnaire lacks a language that they name. */
  | { readonly kind: 'no-columns' }
  | { readonly kind: 'other-language'; readonly tag: string };

/** Reads it against the questionnaire as it stands. A cell that was emptied takes the translation away. */
export function readTexts(questionnaire: Questionnaire, bytes: Uint8Array): ReadTexts {
  const cells = readCells(bytes);
  if ('problem' in cells) return { kind: 'unreadable', problem: cells.problem };
  const found = columnsIn(cells);
  if (!found) return { kind: 'no-columns' };
  const { rows, at, pair } = found;
  const known = questionnaire.languages.map(({ tag }) => tag);
  const other = [pair.source, pair.target].find((tag) => !known.includes(tag));
  if (other !== undefined) return { kind: 'other-language', tag: other };

  const texts = new Map(textsOf(questionnaire).map(({ key, words }) => [key, words]));
  const edits: Edit[] = [];
  const gone: { key: string; text: string }[] = [];
  const stale = new Set<string>();
  let same = 0;
  for (const row of rows) {
    const [key = '', source = '', text = ''] = [row[at.key], row[at.source], row[at.target]];
    const words = texts.get(key);
    if (key === '') continue;
    if (words === undefined) {
      if (text !== '') gone.push({ key, text });
      continue;
    }
    const was = textIn(words, pair.target);
    if (alike(was, text)) {
      same++;
      continue;
    }
    edits.push({ key, language: pair.target, was, text: text.normalize('NFC') });
    if (!alike(source, textIn(words, pair.source))) stale.add(key);
  }
  return { kind: 'read', pair, edits, stale, gone, same };
}

/** Programs write the same letter in two ways, and the end of a line in three. */
const alike = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n');

function columnsIn({ sheets }: Extract<PlainCells, { sheets: unknown }>) {
  for (const { rows } of sheets) {
    const [header = [], ...rest] = rows;
    const find = (head: RegExp) => header.findIndex((cell) => head.test(cell.trim()));
    const at = { key: find(/^key$/i), source: find(/^source::/i), target: find(/^target::/i) };
    if (Math.min(at.key, at.source, at.target) < 0) continue;
    const tagOf = (column: number) =>
      header[column]
        ?.trim()
        .replace(/^\w+::/, '')
        .trim() ?? '';
    return { rows: rest, at, pair: { source: tagOf(at.source), target: tagOf(at.target) } };
  }
  return null;
}
