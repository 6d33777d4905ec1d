/**
 * Which figures may be shown. Groups under ten are hidden (primary), and as many of their siblings that neither the total nor a
 * group of another question gives them away (complementary): docs/results.md has the rules and where they are from.
 */
import { type Dimension, firstCategory, type Plan } from './plan.ts';
import type { Sums } from './sums.ts';
import { placesOf, unanimousIn, unitsOf } from './units.ts';

export const threshold = 10;

/** Of each group and unit (`group * units + unit`): whether it may be shown. */
export type Shown = Uint8Array;
/** What stands there. `unanimous`: only that more than 95 % have said the same. */
export const showing = { hidden: 0, shown: 1, unanimous: 2 } as const;

/** What has changed since a figure was last shown: people added to it and taken from it. */
export interface Changes {
  /** What is shown until now. */
  readonly shown: Shown;
  readonly added: Float64Array;
  readonly removed: Float64Array;
}

/** More than nobody, and too few. */
export const isSmall = (n: number): boolean => n > 0 && n < threshold;

/**
 * What may be shown of these sums; `changes` since the last time, if there was one: the difference between then and now must not
 * be about fewer than ten people, either.
 */
export function protect(plan: Plan, sums: Sums, changes: Changes | null): Shown {
  const units = unitsOf(plan);
  const places = placesOf(plan);
  const shown = new Uint8Array(plan.groups * units);
  const desk: Desk = {
    plan,
    sums,
    units,
    changes,
    shown,
    sizeOf: (group, unit) => sums.counts[group * plan.block + (places[unit] as number)] as number,
  };
  const families = nestedIn(desk);
  for (let unit = 0; unit < units; unit++) {
    if (isSmallHere(desk, 0, unit) || desk.sizeOf(0, unit) === 0) continue; // and so is every group
    shown[unit] = showing.shown;
    for (const dimension of plan.dimensions) showSiblings(desk, dimension, unit);
    settleFamilies(desk, families, unit);
  }
  return shown;
}

interface Desk {
  readonly plan: Plan;
  readonly sums: Sums;
  readonly units: number;
  readonly changes: Changes | null;
  readonly shown: Shown;
  sizeOf(group: number, unit: number): number;
}

/** How many people have come to or gone from this figure since it was last shown: at least as many. */
function changeOf({ changes, units }: Desk, group: number, unit: number): number {
  const at = group * units + unit;
  return changes ? Math.max(changes.added[at] as number, changes.removed[at] as number) : 0;
}

/** It was shown before, as far as anybody knows who looked. */
const wasShown = ({ changes, units }: Desk, group: number, unit: number): boolean =>
  (changes?.shown[group * units + unit] ?? showing.hidden) !== showing.hidden;

const isSmallHere = (desk: Desk, group: number, unit: number): boolean =>
  isSmall(desk.sizeOf(group, unit)) || (desk.changes !== null && isSmall(changeOf(desk, group, unit)));

/** Shows the groups of a dimension that may be, each in a unit. */
function showSiblings(desk: Desk, dimension: Dimension, unit: number): void {
  const { plan, sums, shown, units } = desk;
  const siblings = dimension.values.map((_, at) => dimension.first + at);
  const hidden = siblings.filter(
    (group) =>
      desk.sizeOf(group, unit) > 0 &&
      (isSmallHere(desk, group, unit) ||
        (unit > 0 && !shown[group * units]) ||
        unanimousIn(plan, sums, group, unit) !== null),
  );
  completeHiding(desk, siblings, hidden, unit);
  for (const group of siblings)
    shown[group * units + unit] = !hidden.includes(group)
      ? showing.shown
      : shown[group * units] && !isSmallHere(desk, group, unit) && unanimousIn(plan, sums, group, unit)
        ? showing.unanimous
        : showing.hidden;
}

/** Hides more siblings, the smallest first, until what is hidden cannot be worked out from the total. */
function completeHiding(desk: Desk, siblings: readonly number[], hidden: number[], unit: number): void {
  for (;;) {
    const left = smallestFirst(
      desk,
      siblings.filter((group) => !hidden.includes(group) && desk.sizeOf(group, unit) > 0),
      unit,
    );
    const next =
      hidden.length === 1 || isSmall(restOf(desk, 0, left, unit)) ? left[0] : changer(desk, 0, left, unit);
    if (next === undefined) return;
    hidden.push(next);
  }
}

const smallestFirst = (desk: Desk, groups: readonly number[], unit: number): number[] =>
  [...groups].sort((a, b) => desk.sizeOf(a, unit) - desk.sizeOf(b, unit));

/** How many people whoever looks can work out a figure for: those of the whole without those of its parts that are shown. */
const restOf = (desk: Desk, whole: number, parts: readonly number[], unit: number): number =>
  parts.reduce((rest, group) => rest - desk.sizeOf(group, unit), desk.sizeOf(whole, unit));

/**
 * The same for what has changed since the last time, from those shown before and again: where it is about too few, the smallest part
 * that has changed must go.
 */
function changer(desk: Desk, whole: number, parts: readonly number[], unit: number): number | undefined {
  const { changes, units } = desk;
  if (!changes || !wasShown(desk, whole, unit)) return undefined;
  const again = parts.filter((group) => wasShown(desk, group, unit));
  const rest = (of: Float64Array) =>
    again.reduce(
      (sum, group) => sum - (of[group * units + unit] as number),
      of[whole * units + unit] as number,
    );
  if (!isSmall(Math.max(rest(changes.added), rest(changes.removed)))) return undefined;
  return again.find((group) => changeOf(desk, group, unit) > 0);
}

/** A group of one dimension with those of another that lie in it altogether: areas in a country. */
interface Family {
  readonly parent: number;
  readonly children: readonly number[];
  readonly dimension: Dimension;
}

function nestedIn({ plan, sums, sizeOf }: Desk): Family[] {
  const families: Family[] = [];
  for (const above of plan.dimensions) {
    const column = plan.columns[above.column];
    if (!column) continue;
    for (const [value] of above.values.entries()) {
      const parent = above.first + value;
      if (sizeOf(parent, 0) === 0) continue;
      for (const dimension of plan.dimensions) {
        if (dimension === above) continue;
        const children = dimension.values.flatMap((_, at) => {
          const child = dimension.first + at;
          const size = sizeOf(child, 0);
          const inside = sums.counts[child * plan.block + column.at + firstCategory + value];
          return size > 0 && inside === size ? [child] : [];
        });
        if (children.length > 0) families.push({ parent, children, dimension });
      }
    }
  }
  return families;
}

/** The rest of a parent, without its children that are shown, is nobody or ten at least; else one more child is hidden. */
function settleFamilies(desk: Desk, families: readonly Family[], unit: number): void {
  const { shown, units } = desk;
  for (let again = true; again; ) {
    again = false;
    for (const { parent, children, dimension } of families) {
      if (!shown[parent * units + unit]) continue;
      const open = smallestFirst(
        desk,
        children.filter((child) => shown[child * units + unit] === showing.shown),
        unit,
      );
      const smallest = isSmall(restOf(desk, parent, open, unit))
        ? open[0]
        : changer(desk, parent, open, unit);
      if (smallest === undefined) continue;
      const siblings = dimension.values.map((_, at) => dimension.first + at);
      const hidden = siblings.filter(
        (group) =>
          group === smallest ||
          (shown[group * units + unit] !== showing.shown && desk.sizeOf(group, unit) > 0),
      );
      completeHiding(desk, siblings, hidden, unit);
      for (const group of hidden)
        if (shown[group * units + unit] === showing.shown) shown[group * units + unit] = showing.hidden;
      again = true;
    }
  }
}
