/**
 * Somebody who has every figure that was ever shown, and knows everybody's groups but not their answers. Whatever can be added up
 * and taken from one another is a linear combination of the groups shown; so a set of people is laid bare exactly if its
 * indicator lies in the space that these groups span (Chin & Özsoyoğlu 1982).
 */
import { type Facts, type Plan, protect, type Sums, unitsOf } from '../../src/results/index.ts';
import { groupsOf } from '../../src/results/sums.ts';
import { unitsIn } from '../../src/results/units.ts';

type Set01 = Float64Array;

/** Who of these people is in each group. */
export function membersOf(plan: Plan, people: readonly Facts[]): Set01[] {
  const members = Array.from({ length: plan.groups }, () => new Float64Array(people.length));
  for (const [at, facts] of people.entries())
    for (const group of groupsOf(plan, facts)) (members[group] as Set01)[at] = 1;
  return members;
}

/** Who is counted in each unit. */
export function countedIn(plan: Plan, people: readonly Facts[]): Set01[] {
  const counted = Array.from({ length: unitsOf(plan) }, () => new Float64Array(people.length));
  for (const [at, facts] of people.entries())
    for (const unit of unitsIn(plan, facts)) (counted[unit] as Set01)[at] = 1;
  return counted;
}

export const both = (a: Set01, b: Set01): Set01 => a.map((x, at) => x * (b[at] as number));
export const sizeOf = (set: Set01): number => set.reduce((sum, x) => sum + x, 0);

/** The groups whose figures of a unit are shown, as sets of people. */
export function shownSets(
  plan: Plan,
  shown: Uint8Array,
  members: readonly Set01[],
  counted: Set01,
  unit: number,
): Set01[] {
  const units = unitsOf(plan);
  return members.filter((_, group) => shown[group * units + unit] === 1).map((set) => both(set, counted));
}

/** An orthonormal basis of what these sets span. */
export function basisOf(sets: readonly Set01[]): Set01[] {
  const basis: Set01[] = [];
  for (const set of sets) {
    const rest = restOf(set, basis);
    const length = Math.sqrt(rest.reduce((sum, x) => sum + x * x, 0));
    if (length > 1e-6)
      basis.push(
        restOf(
          rest.map((x) => x / length),
          basis,
        ),
      );
  }
  return basis;
}

/** What of a set lies outside. */
function restOf(set: Set01, basis: readonly Set01[]): Set01 {
  const rest = set.slice();
  for (const one of basis) {
    const along = rest.reduce((sum, x, at) => sum + x * (one[at] as number), 0);
    for (let at = 0; at < rest.length; at++) rest[at] = (rest[at] as number) - along * (one[at] as number);
  }
  return rest;
}

/** Whether the sum over this set can be worked out. */
export const isLaidBare = (set: Set01, basis: readonly Set01[]): boolean =>
  restOf(set, basis).every((x) => Math.abs(x) < 1e-6);

/** Everybody who stands alone. */
export function isolated(basis: readonly Set01[], people: number): number[] {
  const leverage = new Float64Array(people);
  for (const one of basis)
    for (let at = 0; at < people; at++) leverage[at] = (leverage[at] as number) + (one[at] as number) ** 2;
  return [...leverage.keys()].filter((at) => (leverage[at] as number) > 1 - 1e-9);
}

export const shownOf = (plan: Plan, sums: Sums) => protect(plan, sums, null);
