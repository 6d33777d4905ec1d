/** What Rintis does not use of a row, kept by its header so that a round trip loses nothing. */
import * as z from 'zod/mini';
import { Answers, Question } from '../questionnaire/index.ts';
import { type Reading, safeKey } from './reading.ts';
import type { TableRow } from './table.ts';

/** `more` names the column in which our own exports keep what would be mistaken for a column of ours. */
export function readExtra(row: TableRow, more: string, reading: Reading): Record<string, string> | undefined {
  const packed = row.take(more);
  const kept = packed === undefined ? null : readPairs(packed);
  if (packed !== undefined && !kept)
    reading.problems.tell('setting-unreadable', row.at(more), { text: packed });
  const all = new Map(row.rest().map(([header, text]) => [safeKey(header), text]));
  for (const [key, text] of Object.entries(kept ?? {})) all.set(safeKey(key), text);
  return all.size > 0 ? Object.fromEntries(all) : undefined;
}

const Begins = z.array(Answers);

/** `{"a": "1"}`; anything else is `null`. */
export function readPairs(text: string): Record<string, string> | null {
  const read = readJson(text);
  const isPairs =
    typeof read === 'object' &&
    read !== null &&
    !Array.isArray(read) &&
    Object.values(read).every((value) => typeof value === 'string');
  return isPairs ? (read as Record<string, string>) : null;
}

/** Names with spaces between them; or, where a name has a space itself, `["a b", "c"]`. */
export function readNames(text: string): string[] {
  if (text.startsWith('[')) {
    const read = readJson(text);
    if (Array.isArray(read) && read.every((name) => typeof name === 'string')) return read;
  }
  return text.split(/\s+/).filter(Boolean);
}

export const writeNames = (names: readonly string[]): string => {
  const plain = names.join(' ');
  const read = readNames(plain);
  const same = read.length === names.length && read.every((name, i) => name === names[i]);
  return same && plain !== '' ? plain : JSON.stringify(names);
};

/** The instances that a repeat begins with, as JSON in our own column `begins`. */
export function readBegins(row: TableRow, reading: Reading): Answers[] | undefined {
  const packed = row.take('begins');
  if (packed === undefined) return undefined;
  const read = Begins.safeParse(readJson(packed));
  if (!read.success) reading.problems.tell('setting-unreadable', row.at('begins'), { text: packed });
  return read.data;
}

/** Choices made from answers that `select_one ${name}` cannot say, as JSON in our own column `choices_from`. */
export function readChoicesFrom(row: TableRow, reading: Reading): Question['choicesFrom'] {
  const packed = row.take('choices_from');
  if (packed === undefined) return undefined;
  const read = Question.shape.choicesFrom.safeParse(readJson(packed));
  if (!read.success) reading.problems.tell('setting-unreadable', row.at('choices_from'), { text: packed });
  return read.data;
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
