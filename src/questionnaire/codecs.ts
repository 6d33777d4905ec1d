/**
 * Between what a person types and an answer, for each kind of question. Thai digits, Buddhist years and decimal commas
 * are understood; where a text could mean two things, nobody guesses: the person is asked.
 */
import type { Answer } from './answers.ts';
import { toText } from './formula/index.ts';
import type { Kind } from './schema.ts';

/** Why a text is no answer; the sentence is in `problems.<code>`. */
export type Problem =
  | 'number-unreadable'
  | 'number-not-whole'
  | 'number-ambiguous'
  | 'number-too-large'
  | 'number-outside'
  | 'date-unreadable'
  | 'date-ambiguous'
  | 'time-unreadable'
  | 'place-unreadable';

export type Reading = { readonly answer: Answer } | { readonly problem: Problem };

/** What a person typed, as an answer. `years`: a whole number that is a year, in the Buddhist era too. */
export function readGiven(kind: Kind, typed: string, language: string, years = false): Reading {
  const text = typed.normalize('NFC').replaceAll('\u200B', ''); // pasted Thai brings zero-width spaces along
  const plain = westernDigits(text).trim();
  if (plain === '') return { answer: null };
  switch (kind) {
    case 'integer':
      return readWhole(plain, language, years);
    case 'decimal':
    case 'range':
      return readDecimal(plain, language);
    case 'date':
      return readDate(plain, language);
    case 'time':
      return readTime(plain);
    case 'dateTime':
      return readDateTime(plain, language);
    case 'many':
    case 'rank':
      return { answer: text.trim().split(/\s+/) };
    case 'place':
    case 'trace':
    case 'shape':
      return liesSomewhere(kind, plain) ? { answer: plain } : { problem: 'place-unreadable' };
    default:
      return { answer: text };
  }
}

/** An answer as it stands in a text field: numbers with the decimal mark of the language, without groups. */
export function toGiven(answer: Answer, language: string): string {
  if (typeof answer === 'number') {
    const text = toText(answer);
    return hasDecimalComma(language) ? text.replace('.', ',') : text;
  }
  return answer === null ? '' : typeof answer === 'string' ? answer : answer.join(' ');
}

/** Points that a line or an area needs. */
export const leastPoints = { trace: 2, shape: 3 } as const;

/** Whether a line or an area has too few points yet: the last of them stands for those that are to come (`lines.ts`). */
export const isUnfinished = (kind: string, answer: Answer): boolean =>
  (kind === 'trace' || kind === 'shape') && new Set(pointsIn(answer)).size < leastPoints[kind];

/** Whether a text is a point, a line or an area: points of WGS84 as ODK writes them, an area's last as its first. */
export function liesSomewhere(kind: 'place' | 'trace' | 'shape', text: string): boolean {
  if (kind === 'place') return isPlace(text);
  const points = pointsIn(text);
  const isClosed = kind === 'trace' || points[0] === points.at(-1);
  return points.length >= (kind === 'trace' ? 2 : 4) && isClosed && points.every(isPlace);
}

/** As they are written; a semicolon may stand at the end. */
function pointsIn(value: unknown): string[] {
  const points = typeof value === 'string' ? value.split(';').map((point) => point.trim()) : [];
  if (points.at(-1) === '') points.pop();
  return points;
}

const zeros = '๐໐០၀٠۰０'; // Thai, Lao, Khmer, Myanmar, Arabic, Persian, full-width

/** Digits of other scripts as ours. */
export const westernDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    for (const zero of zeros) {
      const value = (digit.codePointAt(0) ?? 0) - (zero.codePointAt(0) ?? 0);
      if (value >= 0 && value <= 9) return String(value);
    }
    return digit;
  });

const hasDecimalComma = (language: string): boolean =>
  new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(0.5).includes(',');

const buddhistFrom = 2_400; // a year from here on is counted from the Buddha: 2569 is 2026
const gregorian = (year: number): number => (year >= buddhistFrom && year < 3_000 ? year - 543 : year);

/**
 * A number's parts, once it is clear which mark is which.
 *
 *                      one mark, three digits after it   two kinds of mark   otherwise
 *   1.234  1,234       could be either: `ambiguous`
 *   1,234.5  1.234,5                                     the last is decimal
 *   1,5  1.5  0,125                                                          decimal
 *   1,234,567                                                                groups
 */
function partsOf(text: string, language: string): { digits: string; fraction: string } | Problem {
  const bare = text.replace(/(\d)[\s\u00A0\u202F'’](?=\d{3})/g, '$1');
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d+)$/.exec(bare);
  if (!match) return 'number-unreadable';
  const [, sign = '', body = ''] = match;
  const marks = [...body.replace(/\d/g, '')];
  const last = marks.at(-1);
  const at = last === undefined ? body.length : body.lastIndexOf(last);
  const decimal = marks.filter((mark) => mark === last).length === 1;
  const whole = decimal ? body.slice(0, at) : body;
  const fraction = decimal ? body.slice(at + 1) : '';
  const grouped = whole.split(/[.,]/);
  const orderly =
    grouped.slice(1).every((group) => group.length === 3) &&
    (grouped.length === 1 || /^[1-9]\d{0,2}$/.test(grouped[0] ?? ''));
  if (!orderly || new Set(whole.replace(/\d/g, '')).size > 1) return 'number-unreadable';
  const either = marks.length === 1 && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (either && (last === ',' || hasDecimalComma(language))) return 'number-ambiguous';
  return { digits: sign + (grouped.join('') || '0'), fraction };
}

function readDecimal(text: string, language: string): Reading {
  const parts = partsOf(text, language);
  if (typeof parts === 'string') return { problem: parts };
  const answer = Number(`${parts.digits}.${parts.fraction || '0'}`);
  return Math.abs(answer) <= Number.MAX_SAFE_INTEGER ? { answer } : { problem: 'number-too-large' };
}

/** In a whole number there is nothing after a decimal mark, so `1,234` and `1.234` can only be groups. */
function readWhole(text: string, language: string, years: boolean): Reading {
  const parts = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)
    ? { digits: text.replace(/[.,]/, ''), fraction: '' }
    : partsOf(text, language);
  if (typeof parts === 'string') return { problem: parts };
  if (/[1-9]/.test(parts.fraction)) return { problem: 'number-not-whole' };
  const answer = Number(parts.digits);
  if (!Number.isSafeInteger(answer)) return { problem: 'number-too-large' };
  return { answer: years ? gregorian(answer) : answer };
}

/** `2026-11-23`, `23/11/2569`, `23.11.2026`. Day first, but where people also write the month first, nobody guesses. */
function readDate(text: string, language: string): Reading {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const written = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text);
  if (!iso && !written) return { problem: 'date-unreadable' };
  const [year = 0, second = 0, third = 0] = iso ? iso.slice(1).map(Number) : [];
  const [first = 0, middle = 0, last = 0] = written ? written.slice(1).map(Number) : [];
  if (iso) return dayReading(gregorian(year), second, third);
  const monthFirst = /^(fil|en-PH|en-US)\b/.test(language);
  if (monthFirst && first <= 12 && middle <= 12 && first !== middle) return { problem: 'date-ambiguous' };
  return monthFirst && middle > 12
    ? dayReading(gregorian(last), first, middle)
    : dayReading(gregorian(last), middle, first);
}

function dayReading(year: number, month: number, day: number): Reading {
  const answer = [String(year).padStart(4, '0'), ...[month, day].map((n) => String(n).padStart(2, '0'))].join(
    '-',
  );
  return isDay(answer) ? { answer } : { problem: 'date-unreadable' };
}

/** `7:05`, `14.05`, `14:05:30`. */
function readTime(text: string): Reading {
  if (isoTime.test(text)) return { answer: text };
  const match = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(text);
  const answer = match
    ?.slice(1)
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join(':');
  return answer !== undefined && isoTime.test(answer) ? { answer } : { problem: 'time-unreadable' };
}

function readDateTime(text: string, language: string): Reading {
  const [day = '', clock = ''] = text.split(/T|\s+(?=\S+$)/);
  const [date, time] = [readDate(day, language), readTime(clock)];
  if ('problem' in date) return date;
  return 'problem' in time ? time : { answer: `${date.answer}T${time.answer}` };
}

export const isoTime = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?$/;

/** A day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** `lat lon`, then altitude and accuracy if known. */
function isPlace(text: string): boolean {
  const parts = text.split(/\s+/);
  const [lat = Number.NaN, lon = Number.NaN] = parts.map(Number);
  const numbers = parts.every((part) => /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(part));
  return numbers && parts.length >= 2 && parts.length <= 4 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
}
