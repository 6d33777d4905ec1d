/** How days and times are written in each language; stored values stay ISO 8601 and Gregorian. */

// British order for English: the Philippines write 11/23, the others 23/11, and a long month name leaves no doubt.
const written = (tag: string): string => (tag === 'en' ? 'en-GB' : tag);

/** Latin digits in every language, Buddhist years in Thai (CLDR's default calendar for `th`). */
const formats = (tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(`${written(tag)}-u-nu-latn`, options);
  } catch {
    return new Intl.DateTimeFormat('en-GB', options); // a questionnaire may name its language in any word
  }
};

const precisions = {
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const;

/** `2026-11-23` or a moment → 23 November 2026 · 23 พฤศจิกายน 2569; with its weekday, or only its month or year. */
export function writeDay(day: string, tag: string, precision: keyof typeof precisions = 'day'): string {
  const isDayOnly = day.length === 10;
  const date = new Date(isDayOnly ? `${day}T00:00:00Z` : day);
  if (Number.isNaN(date.getTime())) return day;
  return formats(tag, { ...precisions[precision], ...(isDayOnly ? { timeZone: 'UTC' } : {}) }).format(date);
}

/** The time of day of a moment, on this device's clock. */
export const writeTime = (moment: Date, tag: string): string =>
  formats(tag, { hour: '2-digit', minute: '2-digit' }).format(moment);

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
