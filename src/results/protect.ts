/**
 * Which figures may be shown. Groups under ten are hidden (primary), and as many of their siblings that neither the total nor a
 * group of another question gives them away (complementary): docs/results.md has the rules and where they are from.
 */
import { givenAway } from './across.ts';
import { aloneAmong } from './audit.ts';
import { type Changes, type Desk, isSmall, restOf, type Shown, showing, smallestFirst } from './desk.ts';
import type { Dimension, Plan } from './plan.ts';
import type { Sums } from './sums.ts';
import { placesOf, unanimousIn, unitsOf } from './units.ts';

/** With fewer people in all there are nearly as many figures as people: then only those of everybody are told. */
export const groupsFrom = 50;

/**
 * What may be shown of these sums; `changes` since the last time, if there was one: the difference between then and now must not
 * be about fewer than ten people, either.
 */
export function protect(
  plan: Plan,
  sums: Sums,
  changes: Changes | null,
  people: readonly Counted[] = [],
): Shown {
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
  const changed = changes && { ...desk, ...differing(desk, changes.sums, places) };
  for (let unit = 0; unit < units; unit++) {
    if (isSmallHere(desk, 0, unit) || desk.sizeOf(0, unit) === 0) continue; // and so is every group
    shown[unit] = showing.shown;
    if (desk.sizeOf(0, 0) < groupsFrom) continue;
    for (const dimension of plan.dimensions) showSiblings(desk, dimension, unit);
    settleAcross(desk, changed, unit);
    settleEach(desk, changed, unit, people);
  }
  return shown;
}

/** Somebody, as they are counted: in which groups, in which units; and whether they were, just so, when figures were last shown. */
export interface Counted {
  readonly groups: readonly number[];
  readonly units: ReadonlySet<number>;
  readonly wasThere: boolean;
}

/** Hides more until nobody's answer follows from all figures together, now and of the last time. */
function settleEach(desk: Desk, changed: Desk | null, unit: number, people: readonly Counted[]): void {
  const { plan, shown, units } = desk;
  const here = people.filter((it) => it.units.has(unit));
  const every = Array.from({ length: plan.groups - 1 }, (_, at) => at + 1);
  const isOpen = (group: number) => shown[group * units + unit] === showing.shown;
  for (;;) {
    const [alone] = aloneAmong(
      here.map(({ groups, wasThere }) => [
        ...groups.filter(isOpen),
        ...(wasThere
          ? groups.flatMap((group) => (wasShown(desk, group, unit) ? [plan.groups + group] : []))
          : []),
      ]),
      plan.groups * 2,
    );
    if (alone === undefined) return;
    const theirs = (here[alone]?.groups ?? []).filter((group) => group > 0 && isOpen(group));
    const open = theirs.length > 0 ? theirs : every.filter(isOpen); // who is in none of them follows from the others
    const [next] = smallestFirst(desk, open, unit);
    if (next === undefined) return; // what was told before cannot be taken back
    hideWith(desk, next, unit);
    settleAcross(desk, changed, unit);
  }
}

/** Hides a group, and as many of its siblings as that takes. */
function hideWith(desk: Desk, group: number, unit: number): void {
  const { plan, shown, units } = desk;
  const home = plan.dimensions.find(({ first, values }) => group >= first && group < first + values.length);
  const siblings = home?.values.map((_, at) => home.first + at) ?? [];
  const isOpen = (one: number) => shown[one * units + unit] === showing.shown;
  const hidden = siblings.filter((one) => one === group || (!isOpen(one) && desk.sizeOf(one, unit) > 0));
  completeHiding(desk, siblings, hidden, unit);
  for (const one of hidden.filter(isOpen)) shown[one * units + unit] = showing.hidden;
}

/** What has changed since then, as figures of its own. */
function differing(
  { sums, plan }: Desk,
  then: Sums,
  places: readonly number[],
): Pick<Desk, 'sums' | 'sizeOf'> {
  const counts = sums.counts.map((x, at) => x - (then.counts[at] as number));
  return {
    sums: { counts, weighted: null },
    sizeOf: (group, unit) => counts[group * plan.block + (places[unit] as number)] as number,
  };
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

/**
 * Hides more until no groups of one dimension give away a few people by what groups of another have in common with them; neither now
 * nor in what has changed, which is looked at like a survey of its own, told by the groups shown before and again.
 */
function settleAcross(desk: Desk, changed: Desk | null, unit: number): void {
  const { plan, shown, units } = desk;
  const groupsIn = ({ first, values }: Dimension) => values.map((_, at) => first + at);
  const isOpen = (group: number) => shown[group * units + unit] === showing.shown;
  const looks = [{ on: desk, isOpen }];
  if (changed && wasShown(desk, 0, unit))
    looks.push({ on: changed, isOpen: (group) => isOpen(group) && wasShown(desk, group, unit) });
  for (let again = true; again; ) {
    again = false;
    for (const rows of plan.dimensions)
      for (const columns of plan.dimensions) {
        if (rows === columns) continue;
        for (const { on, isOpen: isSeen } of looks) {
          const seen = smallestFirst(on, groupsIn(columns).filter(isSeen), unit);
          const next = givenAway(on, groupsIn(rows).filter(isSeen), seen, rows, unit);
          if (next === undefined) continue;
          hideWith(desk, next, unit);
          again = true;
        }
      }
  }
}
