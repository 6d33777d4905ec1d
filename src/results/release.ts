/**
 * Results are told in steps. Whoever looked before and after one person's answers came would read them in the difference; so the
 * figures stand still until ten people or more have come to each of those that are shown, or left it.
 */
import type { Facts } from './facts.ts';
import type { Plan } from './plan.ts';
import { type Changes, isSmall, protect, type Shown, threshold } from './protect.ts';
import { blankSums, groupsOf, type Sums, tally } from './sums.ts';
import { unitsIn, unitsOf } from './units.ts';

export interface Release {
  readonly day: string;
  readonly sums: Sums;
  readonly shown: Shown;
}

/** All that is kept of a survey's results: the figures as they stand, and those that may be seen. */
export interface Ledger {
  readonly live: Sums;
  release: Release | null;
  /** By group and unit: people who came and who went since it was last shown. */
  readonly added: Float64Array;
  readonly removed: Float64Array;
}

export function blankLedger(plan: Plan): Ledger {
  const cells = plan.groups * unitsOf(plan);
  return {
    live: blankSums(plan),
    release: null,
    added: new Float64Array(cells),
    removed: new Float64Array(cells),
  };
}

/** Takes a submission's facts out, or others in, or the one in place of the other. */
export function absorb(plan: Plan, ledger: Ledger, before: Facts | null, after: Facts | null): void {
  if (before) count(plan, ledger, before, -1);
  if (after) count(plan, ledger, after, 1);
}

function count(plan: Plan, { live, added, removed }: Ledger, facts: Facts, by: 1 | -1): void {
  tally(plan, live, facts, by);
  const units = unitsOf(plan);
  const into = by === 1 ? added : removed;
  const counted = unitsIn(plan, facts);
  for (const group of groupsOf(plan, facts))
    for (const unit of counted) {
      const at = group * units + unit;
      into[at] = (into[at] as number) + 1;
    }
}

/**
 * auto: as submissions come. asked: a coordinator wants figures as of now, and knows that groups with few new answers are left out
 * until more have come. closed: nothing more is to come.
 */
export type Wish = 'auto' | 'asked' | 'closed';

/** The figures as of now take the place of those that are seen, where the rules let them: says whether they have. */
export function renew(plan: Plan, ledger: Ledger, day: string, wish: Wish = 'auto'): boolean {
  const { live, release, added, removed } = ledger;
  const persons = live.counts[0] as number;
  const changed = Math.max(added[0] as number, removed[0] as number);
  if (release ? changed === 0 || isSmall(changed) : persons < threshold) return false;
  const changes: Changes | null = release && { shown: release.shown, added, removed };
  const shown = protect(plan, live, changes);
  if (release && wish === 'auto' && !isWorthIt(release, shown, persons)) return false;
  for (const [at, isShown] of shown.entries()) {
    if (!isShown) continue;
    added[at] = 0;
    removed[at] = 0;
  }
  ledger.release = {
    day,
    sums: { counts: live.counts.slice(), weighted: live.weighted?.slice() ?? null },
    shown,
  };
  return true;
}

/** Without losing a figure, always; a few when there is a quarter more; and whatever it takes when there is twice as much. */
function isWorthIt({ sums, shown: before }: Release, shown: Shown, persons: number): boolean {
  const then = sums.counts[0] as number;
  if (persons >= 2 * then) return true;
  let [had, lost] = [0, 0];
  for (const [at, was] of before.entries()) {
    if (!was) continue;
    had++;
    if (!shown[at]) lost++;
  }
  return lost === 0 || (persons >= 1.25 * then && lost <= had * 0.05);
}
