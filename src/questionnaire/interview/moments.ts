/** The time of the place, as ODK writes it. */
import type { World } from './interview.ts';

/** `2026-11-23T14:05:00.000+07:00` */
export function momentOf(now: Date, world: World): string {
  const minutes = offsetOf(now, world);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const zone = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return shifted(now, minutes).slice(0, -1) + zone;
}

/** `2026-11-23` */
export const dayOf = (now: Date, world: World): string => shifted(now, offsetOf(now, world)).slice(0, 10);

const offsetOf = (now: Date, world: World): number =>
  Math.round(world.offsetAt?.(now.getTime()) ?? -now.getTimezoneOffset());

const shifted = (now: Date, minutes: number): string =>
  new Date(now.getTime() + minutes * 60_000).toISOString();
