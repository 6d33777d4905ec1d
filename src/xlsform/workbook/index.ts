/** Any file that may hold a form, as a workbook of text. What it is, its first bytes say, not its name. */
import { limits } from '../limits.ts';
import { Refusal } from '../problems.ts';
import type { Book } from './book.ts';
import { megabytes, readCsv } from './csv.ts';
import { readXls } from './xls.ts';
import { readXlsx } from './xlsx.ts';

export { type Book, lettersOf, type Row, type Sheet } from './book.ts';

/** Throws a `Refusal`, and whatever the libraries throw at a broken file. */
export function openBook(bytes: Uint8Array): Book {
  if (bytes.length === 0) throw new Refusal('file-empty');
  if (bytes.length > limits.file) {
    throw new Refusal('file-too-large', { limit: limits.file / 1_000_000, size: megabytes(bytes) });
  }
  if (startsWith(bytes, 0x50, 0x4b)) return readXlsx(bytes);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return readXls(bytes);
  if (startsWith(bytes, 0x3c) || startsWith(bytes, 0xef, 0xbb, 0xbf, 0x3c))
    throw new Refusal('file-not-form');
  return readCsv(bytes);
}

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);
