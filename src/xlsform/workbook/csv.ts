/** Reads CSV: either one sheet, or several below each other with their names in the first column, as pyxform writes them. */
import { strFromU8 } from 'fflate';
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';
import type { Book, Row } from './book.ts';

export function readCsv(bytes: Uint8Array): Book {
  if (bytes.length > limits.csv) {
    throw new Refusal('file-too-large', { limit: limits.csv / 1_000_000, size: megabytes(bytes) });
  }
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new Refusal('file-not-form');
  const rows = rowsOf(text, limits.cells);
  return { sheets: isSeveral(rows) ? severalSheets(rows) : [{ name: 'survey', rows: () => rows }] };
}

/** The rows of one table; refused when more than `most` cells hold something. */
export const rowsOf = (text: string, most: number): Row[] => readRows(text, separatorOf(text), most);

export const megabytes = (bytes: Uint8Array): number => Math.ceil(bytes.length / 1_000_000);

/** The text, by its byte order mark; without one it is UTF-8. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return wide(bytes, true);
  if (first === 0xfe && second === 0xff) return wide(bytes, false);
  const text = strFromU8(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function wide(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: string[] = [];
  for (let at = 2; at + 1 < bytes.length; at += 2)
    pieces.push(String.fromCharCode(view.getUint16(at, little)));
  return pieces.join('');
}

/** Whatever the first line has most of. */
function separatorOf(text: string): string {
  const [line = ''] = text.slice(0, 10_000).split(/\r?\n/, 1);
  const counted = [',', ';', '\t'].map((mark) => [mark, line.split(mark).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** RFC 4180; a quote inside an unquoted cell is a letter like any other. */
function readRows(text: string, separator: string, most: number): Row[] {
  const rows: Row[] = [];
  let cells: [number, string][] = [];
  let [at, column, number, count] = [0, 0, 1, 0];
  const keep = (cell: string): void => {
    if (cell === '') return;
    if (++count > most) throw new Refusal('file-too-many-cells', { limit: most });
    cells.push([column, cell]);
  };
  const plain = new RegExp(`[^${separator}\\r\\n]*`, 'y');
  while (at < text.length) {
    if (text[at] === '"') {
      const [cell, next] = quoted(text, at + 1);
      keep(cell);
      at = next;
    } else {
      plain.lastIndex = at;
      const cell = plain.exec(text)?.[0] ?? '';
      keep(cell);
      at += cell.length;
    }
    if (text[at] === separator) {
      at++;
      column++;
      continue;
    }
    if (text[at] === '\r' || text[at] === '\n' || at >= text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1;
      if (cells.length > 0) rows.push({ number, cells });
      [cells, column] = [[], 0];
      number++;
    } else column++; // something follows a closing quote: a cell of its own
  }
  if (cells.length > 0) rows.push({ number, cells });
  return rows;
}

function quoted(text: string, from: number): [cell: string, next: number] {
  const pieces: string[] = [];
  let at = from;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return [pieces.join('') + text.slice(at), text.length];
    pieces.push(text.slice(at, end));
    if (text[end + 1] !== '"') return [pieces.join(''), end + 1];
    pieces.push('"');
    at = end + 2;
  }
}

/** A row that holds nothing but `survey` in its first cell. */
const isTitle = ({ cells: [first, ...others] }: Row): boolean => first?.[0] === 0 && others.length === 0;

const isSeveral = (rows: readonly Row[]): boolean =>
  rows.some((row) => isTitle(row) && /^\s*survey\s*$/i.test(row.cells[0]?.[1] ?? ''));

function severalSheets(rows: readonly Row[]): Book['sheets'] {
  const sheets: { name: string; rows: Row[] }[] = [];
  for (const row of rows) {
    if (isTitle(row)) sheets.push({ name: row.cells[0]?.[1].trim() ?? '', rows: [] });
    else sheets.at(-1)?.rows.push(row);
  }
  return sheets.map(({ name, rows }) => ({ name, rows: () => rows }));
}
