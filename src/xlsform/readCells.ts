/** Any workbook as rows of text, for a table that is no form. */
import { blamingFile, refused } from './check.ts';
import { Problems, type XlsProblem } from './problems.ts';
import { openBook } from './workbook/index.ts';

/** The sheets, each with its rows as they are numbered; cells that are blank are ''. */
export type PlainCells =
  | { readonly sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[] }
  | { readonly problem: XlsProblem };

/** Reads .xlsx, .xls or .csv. Never throws at a bad file. */
export function readCells(bytes: Uint8Array): PlainCells {
  const problems = new Problems();
  try {
    return blamingFile('file-damaged', () => ({
      sheets: openBook(bytes).sheets.map(({ name, rows }) => ({ name, rows: rows().map(toCells) })),
    }));
  } catch (thrown) {
    const [problem] = refused(thrown, problems).problems;
    if (!problem) throw thrown;
    return { problem };
  }
}

function toCells({
  cells,
}: {
  readonly cells: readonly (readonly [column: number, text: string])[];
}): string[] {
  const row: string[] = Array.from({ length: Math.max(...cells.map(([column]) => column)) + 1 }, () => '');
  for (const [column, text] of cells) row[column] = text;
  return row;
}
