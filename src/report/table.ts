/** The figures under a chart, as a page, a sheet of paper and a spreadsheet show them. */
import { type Cell as CsvCell, toCsv } from '../submission/index.ts';

export interface Cell {
  readonly said: string;
  /** The figure itself, where it is one: with all its digits, for who goes on reckoning. */
  readonly is?: number | null;
}

export interface TableRow {
  readonly head: string;
  /** A sentence in place of cells goes over all columns: why there is nothing. */
  readonly cells: readonly Cell[] | string;
  /** A heading of the rows below. */
  readonly isHead?: boolean;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export const blank: Cell = { said: '' };

/** A figure, or a dash where there is none. */
export const figure = (value: number | null | undefined, write: (value: number) => string): Cell =>
  value === null || value === undefined ? { said: '–', is: null } : { said: write(value), is: value };

/** Tables below one another, with a blank line between, as a spreadsheet reads them. */
export async function tablesCsv(tables: readonly Table[]): Promise<string> {
  const wide = 1 + Math.max(0, ...tables.map(({ columns }) => columns.length));
  const filled = (cells: readonly CsvCell[]): CsvCell[] =>
    Array.from({ length: wide }, (_, at) => cells[at] ?? null);
  const [head = [], ...rows] = tables.flatMap(({ caption, columns, rows }, at) => [
    ...(at > 0 ? [filled([])] : []),
    filled([caption, ...columns]),
    ...rows.map(({ head, cells }) =>
      filled([head, ...(typeof cells === 'string' ? [cells] : cells.map(csvCell))]),
    ),
  ]);
  let file = '';
  for await (const piece of toCsv(
    head.map((cell) => String(cell ?? '')),
    rows,
  ))
    file += piece;
  return file;
}

const csvCell = ({ said, is }: Cell): CsvCell => (is === undefined ? said : is);
