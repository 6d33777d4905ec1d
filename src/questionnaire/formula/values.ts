/** What a formula can come to, and how each kind reads as another (XPath 1.0 §3 and §4, with ODK's dates). */
import { type Moment, readMoment } from './moments.ts';
import type { Place } from './place.ts';
import type { Clock } from './world.ts';

export { Moment } from './moments.ts';

export type Value = string | number | boolean | Moment | readonly Place[];

const deviceClock: Clock = { now: () => new Date() };

export const isPlaces = (value: unknown): value is readonly Place[] => Array.isArray(value);

/** A value as text: of places the first one's, of a moment its ISO form, of what is no number `NaN`. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (isPlaces(value)) return value[0]?.text ?? '';
  return String(value);
}

/** A value as the answer of a calculation: what is no number and no date is blank. */
export const toAnswer = (value: Value): string => {
  const text = toText(value);
  return typeof value !== 'string' && isNoAnswer(text) ? '' : text;
};

/** Whether a text stands for no number, no date, or nothing at all. */
export const isNoAnswer = (text: string): boolean => text === '' || text === 'NaN' || text === 'Invalid Date';

/** A value as a number; dates as days since 1970. The clock says in which zone a date without offset is meant. */
export function toNumber(value: Value, clock: Clock = deviceClock): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return readNumber(value, clock);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isPlaces(value) ? readNumber(value[0]?.text ?? '', clock) : value.days;
}

/** A value as yes or no: any text but the empty one is yes, and so is any place, whatever is written there. */
export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  if (typeof value === 'string') return value !== '';
  return isPlaces(value) ? value.length > 0 : !Number.isNaN(value.ms);
}

const notDecimal = /[xobi]|^\s*$/i; // what JavaScript reads as a number but a person would not: 0x1F, Infinity, nothing

/** A number as a person writes it, or a date; anything else is not a number. */
export function readNumber(text: string, clock: Clock): number {
  const read = Number(text);
  if (!Number.isNaN(read)) return notDecimal.test(text) ? Number.NaN : read;
  return readMoment(text, clock)?.days ?? Number.NaN;
}

/** What stands at a place, as a number; nothing where it is blank. */
export function amountAt(place: Place | undefined, clock: Clock): number | undefined {
  if (!place || place.amount === null) return undefined;
  if (place.amount !== undefined) return place.amount;
  const { text } = place;
  return isNoAnswer(text) ? undefined : readNumber(text, clock);
}

/** Numbers in full: XPath knows no exponents. */
export function numberText(n: number): string {
  const text = String(n);
  if (!text.includes('e')) return text;
  const [digits = '', exponent] = text.split('e');
  if (Number(exponent) > 0) return String(BigInt(n));
  return `${n < 0 ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
}
