/**
 * Comma-separated values as RFC 4180 has them, for a spreadsheet that guesses: UTF-8 with a byte order mark (Excel shows
 * Thai and Vietnamese only then), lines that end in CR LF, and no text that a spreadsheet would run as a formula.
 */

/** What stands in one field of a table; `null` is blank. */
export type Cell = string | number | null;

const chunk = 64 * 1024; // characters: few enough to stream, enough that nobody counts the pieces

/** The file piece by piece, as the rows come: memory does not grow with the survey. */
export async function* toCsv(
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<string> {
  let piece = `\uFEFF${toLine(columns)}`;
  for await (const row of rows) {
    piece += toLine(row);
    if (piece.length < chunk) continue;
    yield piece;
    piece = '';
  }
  if (piece) yield piece;
}

function toLine(cells: readonly Cell[]): string {
  let line = '';
  for (let at = 0; at < cells.length; at++) line += (at ? ',' : '') + toField(cells[at] ?? null);
  return `${line}\r\n`;
}

const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/; // "-5" and "+60123456789" are typed often, and run nothing
const invisible = /(?![\t\r\n])\p{Cc}/gu; // nobody types a NUL, and statistics programs stop at one
const needsQuotes = /[",\r\n]/;

/** One field. Text that begins as a formula does gets an apostrophe in front, which a spreadsheet reads as "text". */
function toField(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell); // the shortest digits that read back as the same number
  const text = cell.replace(invisible, '');
  const harmless = startsFormula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
