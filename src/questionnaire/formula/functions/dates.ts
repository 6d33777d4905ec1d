/** Formats of dates and their arithmetic. */
import { Moment, momentOfLocal, offsetAt } from '../moments.ts';
import { toText, type Value } from '../values.ts';
import type { Clock, World } from '../world.ts';
import { momentOf } from './calendar.ts';

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** ODK's letters: https://docs.getodk.org/form-operators-functions/#format-date. Each is given the zone's own reading. */
const letters: Readonly<Record<string, (local: Date, language: string) => string>> = {
  Y: (d) => pad(d.getUTCFullYear(), 4),
  y: (d) => pad(d.getUTCFullYear() % 100),
  m: (d) => pad(d.getUTCMonth() + 1),
  n: (d) => String(d.getUTCMonth() + 1),
  b: (d, language) => named(d, language, { month: 'short' }),
  B: (d, language) => named(d, language, { month: 'long' }),
  d: (d) => pad(d.getUTCDate()),
  e: (d) => String(d.getUTCDate()),
  H: (d) => pad(d.getUTCHours()),
  h: (d) => String(d.getUTCHours()),
  M: (d) => pad(d.getUTCMinutes()),
  S: (d) => pad(d.getUTCSeconds()),
  '3': (d) => pad(d.getUTCMilliseconds(), 3),
  a: (d, language) => named(d, language, { weekday: 'short' }),
  A: (d, language) => named(d, language, { weekday: 'long' }),
  '%': () => '%',
};

function named(local: Date, language: string, part: Intl.DateTimeFormatOptions): string {
  const options = { ...part, timeZone: 'UTC', calendar: 'gregory' };
  try {
    return new Intl.DateTimeFormat(language, options).format(local);
  } catch {
    return new Intl.DateTimeFormat('en', options).format(local); // XLSForm's `default` and the like are no language
  }
}

/** A date as a pattern says; blank when it is none. Letters that ODK does not know stay as they are. */
export function formatDate(value: Value, pattern: string, world: World): string {
  const moment = momentOf(value, world);
  if (!moment || Number.isNaN(moment.ms)) return '';
  return pattern.replace(/%([\w%])/g, (whole, letter: string) =>
    Object.hasOwn(letters, letter) ? (letters[letter]?.(moment.local, world.language) ?? whole) : whole,
  );
}

const clockTime = /^\s*(\d\d?):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:(Z)|([+-])(\d\d?)(?::?(\d\d))?)?\s*$/;

/** A time of day as a fraction of the day in this zone; of a date with time, its time. */
export function decimalTime(value: Value, clock: Clock): number {
  const found = clockTime.exec(toText(value));
  if (!found) {
    const moment = momentOf(value, clock);
    return moment ? fraction((moment.ms + moment.offset * 60_000) / 86_400_000) : Number.NaN;
  }
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1, 4).map((one) => Number(one ?? 0));
  const [ahead = 0, aheadMinutes = 0] = found.slice(6, 8).map((one) => Number(one ?? 0));
  if (hours > 23 || minutes > 59 || seconds >= 60 || ahead > 23 || aheadMinutes > 59) return Number.NaN;
  const minute = hours * 60 + minutes + seconds / 60;
  if (!found[4] && !found[5]) return minute / 1440;
  const zone = (ahead * 60 + aheadMinutes) * (found[5] === '-' ? -1 : 1);
  return fraction((minute - zone + offsetAt(clock, clock.now().getTime())) / 1440);
}

const fraction = (days: number): number => days - Math.floor(days);

/** Whole months from one date to another, as ages are counted. */
export function monthsBetween(from: Value, to: Value, clock: Clock): number {
  const [first, last] = [momentOf(from, clock)?.local, momentOf(to, clock)?.local];
  if (!first || !last) return Number.NaN;
  const months =
    (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  return last.getUTCDate() < first.getUTCDate() ? months - 1 : months;
}

/** Days since 1970, with fractions. */
export const decimalDateTime = (value: Value, clock: Clock): number =>
  momentOf(value, clock)?.days ?? Number.NaN;

/** Days from one date to another, with fractions. */
export const daysBetween = (from: Value, to: Value, clock: Clock): number =>
  (momentOf(to, clock)?.days ?? Number.NaN) - (momentOf(from, clock)?.days ?? Number.NaN);

/** The day of a time stamp: milliseconds since 1970, or a date with time. */
export function dayOfStamp(value: Value, clock: Clock): string {
  const text = toText(value).trim();
  const moment = /^\d{6,}$/.test(text) ? new Moment(Number(text), clock) : momentOf(value, clock);
  return !moment || Number.isNaN(moment.ms) ? '' : moment.local.toISOString().slice(0, 10);
}

/** A date so many years, months, days, hours and minutes later. */
export function shiftedDate(value: Value, by: (number | undefined)[], clock: Clock): Value {
  const local = momentOf(value, clock)?.local;
  if (!local) return '';
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0] = by;
  local.setUTCFullYear(
    local.getUTCFullYear() + years,
    local.getUTCMonth() + months,
    local.getUTCDate() + days,
  );
  local.setUTCHours(local.getUTCHours() + hours, local.getUTCMinutes() + minutes);
  return momentOfLocal(local.getTime(), clock);
}
