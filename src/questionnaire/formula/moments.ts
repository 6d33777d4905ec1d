/** Dates and times as ODK writes them: ISO 8601, in the zone of the device unless they name their own. */
import type { Clock } from './world.ts';

export const dayLength = 86_400_000; // milliseconds

/** A point in time, shown in one zone. `NaN` is a date that could not be read. */
export class Moment {
  readonly ms: number;
  /** Minutes east of Greenwich. */
  readonly offset: number;

  constructor(ms: number, clock: Clock) {
    this.ms = Math.abs(ms) <= 8.64e15 ? Math.round(ms) : Number.NaN; // beyond that, JavaScript has no dates
    this.offset = Number.isNaN(this.ms) ? 0 : offsetAt(clock, this.ms);
  }

  /** Days since 1970 began in Greenwich, with fractions: what a date is in arithmetic. */
  get days(): number {
    return this.ms / dayLength;
  }

  /** A date whose UTC fields read as this zone's calendar and clock. */
  get local(): Date {
    return new Date(this.ms + this.offset * 60_000);
  }

  /** `2026-11-23` at midnight, else with time and offset. */
  toString(): string {
    if (Number.isNaN(this.ms)) return 'Invalid Date';
    const iso = this.local.toISOString();
    if (iso.endsWith('T00:00:00.000Z')) return iso.slice(0, -14);
    return iso.slice(0, -1) + offsetText(this.offset);
  }
}

const two = (n: number): string => String(n).padStart(2, '0');

const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

export const offsetAt = (clock: Clock, ms: number): number =>
  clock.offsetAt?.(ms) ?? -new Date(ms).getTimezoneOffset();

/** The moment at which a zone's calendar and clock read so (given as if they were Greenwich's). */
export function momentOfLocal(reads: number, clock: Clock): Moment {
  const near = reads - offsetAt(clock, reads) * 60_000;
  return new Moment(reads - offsetAt(clock, near) * 60_000, clock);
}

const iso =
  /^\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z)|([+-])(\d\d?)(?::?(\d\d))?)?)?\s*$/;

/** A moment from text, or undefined when the text does not look like one. The 31st of September is a `NaN`. */
export function readMoment(text: string, clock: Clock): Moment | undefined {
  const found = iso.exec(text);
  if (!found) return;
  const field = (i: number): number => Number(found[i] ?? 0);
  const month = field(2) - 1;
  const reads =
    Date.UTC(field(1), month, field(3), field(4), field(5), field(6)) +
    Math.floor(Number(`0.${found[7] ?? 0}`) * 1000);
  const exists =
    new Date(Date.UTC(field(1), month, field(3))).getUTCDate() === field(3) &&
    month < 12 &&
    field(4) < 24 &&
    field(5) < 60 &&
    field(6) < 60 &&
    field(10) < 24 &&
    field(11) < 60;
  if (!exists) return new Moment(Number.NaN, clock);
  if (found[8]) return new Moment(reads, clock);
  const ahead = (field(10) * 60 + field(11)) * (found[9] === '-' ? -1 : 1) * 60_000;
  return found[9] ? new Moment(reads - ahead, clock) : momentOfLocal(reads, clock);
}
