/** Dates in the base: reading, today and now. Formats are in `more`. */
import { dayLength, Moment, momentOfLocal, offsetAt, readMoment } from '../moments.ts';
import { isPlaces, readNumber, type Value } from '../values.ts';
import type { Clock } from '../world.ts';

export const now = (clock: Clock): Moment => new Moment(clock.now().getTime(), clock);

/** Midnight in the zone of the clock. */
export function today(clock: Clock): Moment {
  const ms = clock.now().getTime();
  const local = ms + offsetAt(clock, ms) * 60_000;
  return momentOfLocal(local - (((local % dayLength) + dayLength) % dayLength), clock);
}

/** A moment from a date, a date's text or a number of days; undefined from blank, `NaN` from anything else. */
export function momentOf(value: Value, clock: Clock): Moment | undefined {
  if (value instanceof Moment) return value;
  if (typeof value === 'number') return new Moment(value * dayLength, clock);
  if (typeof value === 'boolean') return new Moment(Number.NaN, clock);
  const text = isPlaces(value) ? (value[0]?.text ?? '') : value;
  if (text.trim() === '') return;
  return readMoment(text, clock) ?? new Moment(readNumber(text, clock) * dayLength, clock);
}

export const date = (value: Value, clock: Clock): Value => momentOf(value, clock) ?? '';
