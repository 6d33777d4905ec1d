/** What an author wrote at the place of a problem, so that it can be shown beside the sentence. */
import { strFromU8 } from 'fflate';
import type { Spot, XlsProblem } from './problems.ts';
import { kindOf } from './readFile.ts';
import { lettersOf, openBook, type Row } from './workbook/index.ts';

export interface Quoted extends XlsProblem {
  /** What stands in the cell; in an XForm, on the line. */
  readonly written?: string;
  /** What stands above it, at the head of the column. */
  readonly header?: string;
}

const longest = 300; // characters: a cell may hold a novel

/** The problems, each with what stands there. A file that cannot be opened has nothing to show. */
export function quote(problems: readonly XlsProblem[], bytes: Uint8Array, name: string): Quoted[] {
  const at = quoterOf(bytes, name);
  return problems.map((problem) => ({ ...problem, ...at(problem) }));
}

type Quoter = (at: Spot) => Pick<Quoted, 'written' | 'header'>;

function quoterOf(bytes: Uint8Array, name: string): Quoter {
  const kind = kindOf(bytes, name);
  if (kind === 'json') return () => ({});
  if (kind === 'xml') {
    const lines = strFromU8(bytes).split('\n');
    return ({ row }) => shown(row === null ? undefined : lines[row - 1]?.trim());
  }
  const sheets = sheetsIn(bytes);
  return ({ sheet, row, column }) => {
    const rows = sheets(sheet ?? '');
    const header = textAt(headerIn(rows), column);
    return { ...shown(textAt(row === null ? undefined : rows.get(row), column)), ...(header && { header }) };
  };
}

const shown = (text: string | undefined): { readonly written?: string } =>
  text ? { written: text.length > longest ? `${text.slice(0, longest)}…` : text } : {};

type Rows = ReadonlyMap<number, Row>;

function sheetsIn(bytes: Uint8Array): (name: string) => Rows {
  const read = new Map<string, Rows>();
  const find = (name: string): Rows => {
    try {
      const sheet = openBook(bytes).sheets.find((one) => one.name === name);
      return new Map(sheet?.rows().map((row) => [row.number, row]));
    } catch {
      return new Map(); // why it cannot be opened is among the problems
    }
  };
  return (name) => {
    const rows = read.get(name) ?? find(name);
    read.set(name, rows);
    return rows;
  };
}

const heads = /^(type|name|list[ _]name|form[ _](id|title)|tag)$/i;

/** The row of headers: the first that has one of those that every sheet has. */
const headerIn = (rows: Rows): Row | undefined =>
  [...rows.values()].find(({ cells }) => cells.some(([, text]) => heads.test(text.trim())));

const textAt = (row: Row | undefined, column: string | null): string | undefined =>
  row?.cells.find(([at]) => lettersOf(at) === column)?.[1];
