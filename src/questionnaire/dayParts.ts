/** A day in the parts that a person writes, one after the other. */
import { formats, writeParts } from './days.ts';

/** Months as they are called in a language, January first. */
export const monthNames = (tag: string): string[] => {
  const format = formats(tag, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 15)));
};

/** By how many years the years of a language are ahead of the stored ones: 543 in Thai, else 0. */
export const yearsAhead = (tag: string): number => (/^th\b/.test(tag) ? 543 : 0);

/** A day as a person writes its parts: month without a zero before it, year in the era of the language. */
export interface WrittenDay {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** The parts of `2026-11-23`; of anything else, blank ones. */
export function toDayParts(day: string, tag: string): WrittenDay {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return { day: '', month: '', year: '' };
  return {
    day: String(Number(date)),
    month: String(Number(month)),
    year: String(Number(year) + yearsAhead(tag)),
  };
}

const precisions = {
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const;

/** A day with its weekday, as it is, or only its month or year: Monday, 23 November 2026 · พฤศจิกายน 2569. */
export const writeDayAs = (day: string, tag: string, precision: keyof typeof precisions): string =>
  writeParts(day, tag, precisions[precision]);
