/** What lies before whoever decides which figures are shown. */
import type { Plan } from './plan.ts';
import type { Sums } from './sums.ts';

export const threshold = 10;

/** More than nobody, and too few; of a difference, in either direction. */
export const isSmall = (n: number): boolean => n !== 0 && Math.abs(n) < threshold;

/** Of each group and unit (`group * units + unit`): whether it may be shown. */
export type Shown = Uint8Array;
/** What stands there. `unanimous`: only that more than 95 % have said the same. */
export const showing = { hidden: 0, shown: 1, unanimous: 2 } as const;

/** What has changed since a figure was last shown: people added to it and taken from it. */
export interface Changes {
  /** What is shown until now, and of which figures. */
  readonly shown: Shown;
  readonly sums: Sums;
  readonly added: Float64Array;
  readonly removed: Float64Array;
}

/** Figures, and what of them is shown so far. */
export interface Desk {
  readonly plan: Plan;
  readonly sums: Sums;
  readonly units: number;
  readonly changes: Changes | null;
  readonly shown: Shown;
  sizeOf(group: number, unit: number): number;
}

export const smallestFirst = (desk: Desk, groups: readonly number[], unit: number): number[] =>
  [...groups].sort((a, b) => desk.sizeOf(a, unit) - desk.sizeOf(b, unit));

/** How many people whoever looks can work out a figure for: those of the whole without those of its parts that are shown. */
export const restOf = (desk: Desk, whole: number, parts: readonly number[], unit: number): number =>
  parts.reduce((rest, group) => rest - desk.sizeOf(group, unit), desk.sizeOf(whole, unit));
