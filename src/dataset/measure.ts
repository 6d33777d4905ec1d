/**
 * What the cells of a column really are, found by looking at all of them once: a column is only written as numbers, days or
 * codes where every one of its cells is one, so that no file ever says less than the database.
 */
import type { Cell, Holding } from '../submission/index.ts';

export type Measure =
  /** `longest`: bytes in UTF-8 of the longest one; `filled` cells of `bytes` in all. */
  | { readonly is: 'text'; readonly longest: number; readonly filled: number; readonly bytes: number }
  | { readonly is: 'number'; readonly whole: boolean; readonly least: number; readonly most: number }
  | { readonly is: 'day' }
  | { readonly is: 'time' }
  | { readonly is: 'moment' }
  /** Every code that was met, in the order in which they came. */
  | { readonly is: 'code'; readonly met: readonly string[] };

const tooLarge = 2 ** 1023; // from here on Stata means missing values

/** Looks at one cell after the other; then `measure` says what they are. */
export class Gauge {
  readonly #holds: Holding;
  #longest = 0;
  #bytes = 0;
  #filled = 0;
  #numbers = true;
  #whole = true;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #days = true;
  #times = true;
  #moments = true;
  readonly #met = new Set<string>();

  constructor(holds: Holding) {
    this.#holds = holds;
  }

  see(cell: Cell): void {
    if (cell === null || cell === '') return;
    const text = String(cell);
    const bytes = utf8Length(text);
    this.#filled++;
    this.#bytes += bytes;
    this.#longest = Math.max(this.#longest, bytes);
    if (this.#holds === 'code') this.#met.add(text);
    if (this.#holds === 'code' || this.#holds === 'text') return;
    this.#weigh(text, cell);
  }

  #weigh(text: string, cell: Cell): void {
    if (this.#numbers) {
      const number = typeof cell === 'number' ? cell : plainNumber(text);
      if (number === null || !(Math.abs(number) < tooLarge)) this.#numbers = false;
      else {
        this.#whole &&= Number.isInteger(number);
        this.#least = Math.min(this.#least, number);
        this.#most = Math.max(this.#most, number);
      }
    }
    this.#days &&= dayNumber(text) !== null;
    this.#times &&= secondsOfDay(text) !== null;
    this.#moments &&= momentNumber(text) !== null;
  }

  get measure(): Measure {
    const text: Measure = {
      is: 'text',
      longest: this.#longest,
      filled: this.#filled,
      bytes: this.#bytes,
    };
    const empty = this.#filled === 0;
    const number = (): Measure =>
      this.#numbers
        ? { is: 'number', whole: this.#whole, least: empty ? 0 : this.#least, most: empty ? 0 : this.#most }
        : text;
    switch (this.#holds) {
      case 'text':
        return text;
      case 'code':
        return { is: 'code', met: [...this.#met] };
      case 'day':
        return this.#days ? { is: 'day' } : text;
      case 'time':
        return this.#times ? { is: 'time' } : text;
      case 'moment':
        return this.#moments ? { is: 'moment' } : text;
      case 'instant':
        return this.#days ? { is: 'day' } : this.#moments ? { is: 'moment' } : text;
      case 'open':
        return empty ? text : number();
      default:
        return number();
    }
  }
}

/** The number that a text is in full, or null: `1.50`, `007` and `1e3` are no numbers that read back as they were. */
export function plainNumber(text: string): number | null {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return null;
  const number = Number(text);
  return String(number) === text ? number : null;
}

const dayLength = 86_400_000;

/** Days since 1970 of `2026-11-23`; null where it is no day. */
export function dayNumber(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return null;
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / dayLength;
  return new Date(days * dayLength).toISOString().startsWith(text) ? days : null;
}

/** Seconds since midnight of `09:30:00.000+07:00`, as the clock on the wall said. */
export function secondsOfDay(text: string): number | null {
  const [whole, hours, minutes, seconds = '0'] =
    /^(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (whole === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return null;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** Milliseconds since 1970 of `2026-11-23T09:30:00.000+07:00`, as calendar and clock on the wall said; of `…Z`, in UTC. */
export function momentNumber(text: string): number | null {
  const at = text.indexOf('T');
  if (at < 0) return null;
  const [days, seconds] = [dayNumber(text.slice(0, at)), secondsOfDay(text.slice(at + 1))];
  return days === null || seconds === null ? null : days * dayLength + Math.round(seconds * 1_000);
}

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const isPair = unit >= 0xd800 && unit < 0xdc00;
    bytes += unit < 0x800 ? 1 : 2; // of a pair of surrogates: two more for the two of them
    if (isPair) at++;
  }
  return bytes;
}
