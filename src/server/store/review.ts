/** What the store keeps so that an office can go through submissions. It follows from them, and can be made anew at any time. */
import type { StandingKind } from '../../submission/index.ts';

/** A submission as it stands, and how many lines of its log are in its line so far; `null` where it has none. */
export interface ToReview {
  readonly id: string;
  readonly questionnaire: string;
  /** Lines of its log, and what the last of them says. */
  readonly entries: number;
  readonly last: string;
  readonly standing: StandingKind;
  /** The revision that counts; when the first came. */
  readonly revision: number;
  readonly receivedAt: string;
  readonly code: string;
  readonly late: boolean;
  readonly device: string;
  readonly body: string;
  readonly reviewed: number | null;
}

/** A line as it is kept: JSON, with its marks. */
export interface ReviewRow {
  readonly id: string;
  /** Milliseconds: the order of the table. */
  readonly at: number;
  readonly entries: number;
  readonly line: string;
  readonly marks: readonly string[];
}

/** A place in the table, newest first. */
export interface Place {
  readonly at: number;
  readonly id: string;
}

export interface Marked {
  readonly mark: string;
  readonly id: string;
}
export const mostMarked = 1_000;

export interface Sought {
  /** All of these; the rarest first, since its rows are gone through. */
  readonly marks: readonly string[];
  /** Milliseconds, this one included. */
  readonly from?: number;
  /** Below this place. */
  readonly after?: Place;
  readonly most: number;
}

/** `next`: where to look further; `null` at the end. */
export interface Found {
  readonly lines: readonly string[];
  readonly next: Place | null;
}

export interface ReviewLedger {
  /** Those of these that are there. */
  toReview(ids: readonly string[]): Promise<ToReview[]>;
  /** Submissions whose line is not as they stand, in the order of their ids, after this one. */
  behind(survey: string, after: string | null, most: number): Promise<string[]>;
  /** Writes lines with their marks and counts; one that is kept as of more of its log stays. */
  write(survey: string, rows: readonly ReviewRow[]): Promise<void>;
  /** Of each mark, how many have it. */
  counts(survey: string): Promise<Map<string, number>>;
  /** A piece of the table. It goes through `mostLookedAt` rows and no more, so it may find fewer than there is room for. */
  find(survey: string, sought: Sought): Promise<Found>;
  /** The lines of those of these that are the survey's. */
  lines(survey: string, ids: readonly string[]): Promise<string[]>;
  /** Who has one of these marks; of those that very many have, some. */
  having(survey: string, marks: readonly string[]): Promise<Marked[]>;
}

/** Rows that one look goes through: some 50 ms. */
export const mostLookedAt = 10_000;

/** The lines of logs that are in the lines of a survey, counted like a mark. */
export const linesMark = '#lines';

/** Marks that begin with `#` are only counted; those that begin with `p:` are of one submission mostly, and never are. */
export const isSought = (mark: string): boolean => !mark.startsWith('#');
const isCounted = (mark: string): boolean => !mark.startsWith('p:');

/** Marks as they stand in a row: each between two line feeds, so that one is never found in another. */
export const joinMarks = (marks: readonly string[]): string => `\n${marks.join('\n')}\n`;
export const splitMarks = (text: string): string[] => text.split('\n').filter((mark) => mark !== '');
export const inMarks = (mark: string): string => `\n${mark}\n`;

/** A row as it was before, if there was one. */
export interface Before {
  readonly at: number;
  readonly entries: number;
  readonly marks: string;
}

export interface MarkChanges {
  readonly added: readonly { readonly mark: string; readonly at: number; readonly id: string }[];
  readonly removed: readonly { readonly mark: string; readonly at: number; readonly id: string }[];
  readonly counted: ReadonlyMap<string, number>;
}

/** What changes with these rows; none of them is kept as of more of its log. */
export function changesWith(
  rows: readonly { readonly row: ReviewRow; readonly before: Before | undefined }[],
): MarkChanges {
  const counted = new Map<string, number>();
  const count = (mark: string, by: number) => {
    if (isCounted(mark)) counted.set(mark, (counted.get(mark) ?? 0) + by);
  };
  const added: { mark: string; at: number; id: string }[] = [];
  const removed: { mark: string; at: number; id: string }[] = [];
  for (const { row, before } of rows) {
    const { id, at, entries } = row;
    const had = new Set(before ? splitMarks(before.marks) : []);
    const has = new Set(row.marks);
    for (const mark of has) {
      if (had.has(mark)) continue;
      count(mark, 1);
      if (isSought(mark)) added.push({ mark, at, id });
    }
    for (const mark of had) {
      if (has.has(mark)) continue;
      count(mark, -1);
      if (isSought(mark)) removed.push({ mark, at: before?.at ?? at, id });
    }
    count(linesMark, entries - (before?.entries ?? 0));
  }
  return { added, removed, counted: new Map([...counted].filter(([, n]) => n !== 0)) };
}

export const toToReview = (row: Record<string, unknown>): ToReview => ({
  id: String(row.id),
  questionnaire: String(row.questionnaire),
  entries: Number(row.entries),
  last: String(row.last ?? 'kept'),
  standing: (row.standing ?? 'received') as StandingKind,
  revision: Number(row.revision),
  receivedAt: String(row.first),
  code: String(row.code),
  late: Number(row.late) === 1,
  device: String(row.device),
  body: String(row.body),
  reviewed: row.reviewed === null || row.reviewed === undefined ? null : Number(row.reviewed),
});
