/** How days and times are written in each language; stored values stay ISO 8601 and Gregorian. */

// British order for English: the Philippines write 11/23, the others 23/11, and a long month name leaves no doubt.
const written = (tag: string): string => (tag === 'en' ? 'en-GB' : tag);

/** Latin digits in every language, Buddhist years in Thai (CLDR's default calendar for `th`). */
export const formats = (tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(`${written(tag)}-u-nu-latn`, options);
  } catch {
    return new Intl.DateTimeFormat('en-GB', options); // a questionnaire may name its language in any word
  }
};

/** `2026-11-23` or a moment → 23 November 2026 · 23 พฤศจิกายน 2569. */
export const writeDay = (day: string, tag: string): string =>
  writeParts(day, tag, { day: 'numeric', month: 'long', year: 'numeric' });

/** The parts of a day that are asked for; what is no day stays as it is. */
export function writeParts(day: string, tag: string, parts: Intl.DateTimeFormatOptions): string {
  const isDayOnly = day.length === 10;
  const date = new Date(isDayOnly ? `${day}T00:00:00Z` : day);
  if (Number.isNaN(date.getTime())) return day;
  return formats(tag, isDayOnly ? { ...parts, timeZone: 'UTC' } : parts).format(date);
}

/** The time of day of a moment, on this device's clock. */
export const writeTime = (moment: Date, tag: string): string =>
  formats(tag, { hour: '2-digit', minute: '2-digit' }).format(moment);
