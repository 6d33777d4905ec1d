/** Reads the cells of an old .xls workbook (Excel 97–2003), through a small reader that checks every offset. */
import { readXls as readCells, XlsError } from 'xls-reader';
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';
import type { Book, Row } from './book.ts';

export function readXls(bytes: Uint8Array): Book {
  if (isEncrypted(bytes)) throw new Refusal('file-encrypted');
  try {
    const { sheets } = readCells(bytes);
    let left: number = limits.cells;
    return {
      sheets: sheets.map(({ name, rows }) => ({
        name,
        rows: () =>
          rows.flatMap((cells, i): Row[] => {
            const filled = cells.flatMap((cell, column): [number, string][] => {
              const text = textOf(cell);
              return text === '' ? [] : [[column, text]];
            });
            left -= filled.length;
            if (left < 0) throw new Refusal('file-too-many-cells', { limit: limits.cells });
            return filled.length > 0 ? [{ number: i + 1, cells: filled }] : [];
          }),
      })),
    };
  } catch (thrown) {
    if (thrown instanceof XlsError) throw new Refusal('xls-unreadable', { reason: thrown.message });
    throw thrown;
  }
}

type Cell = ReturnType<typeof readCells>['sheets'][number]['rows'][number][number];

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    const text = cell.toISOString().slice(0, 19);
    return text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
  }
  return String(cell);
}

/** A workbook with a password is an encrypted stream in the same old container (MS-OFFCRYPTO). */
function isEncrypted(bytes: Uint8Array): boolean {
  const name = [...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = 0; at + name.length < bytes.length; at += 128) {
    if (name.every((byte, i) => bytes[at + i] === byte)) return true; // directory entries are 128 bytes long
  }
  return false;
}
