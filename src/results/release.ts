/**
 * Results are told in steps. Whoever looked before and after one person's answers came would read them in the difference; so the
 * figures stand still until ten people or more have come to each of those that are shown, or left it.
 */

import { type Changes, type Shown, threshold } from './desk.ts';
import type { Facts } from './facts.ts';
import type { Plan } from './plan.ts';
import { protect } from './protect.ts';
import { blankSums, groupsOf, type Sums, tally } from './sums.ts';
import { unitsIn, unitsOf } from './units.ts';

export interface Release {
  readonly day: string;
  readonly sums: Sums;
  readonly shown: Shown;
  /** Of a small survey: whose submissions are in it as they stand now. */
  readonly ids: Set<string>;
}

/** All that is kept of a survey's results: the figures as they stand, and those that may be seen. */
export interface Ledger {
  readonly live: Sums;
  release: Release | null;
  /** By group and unit: people who came and who went since it was last shown. */
  readonly added: Float64Array;
  readonly removed: Float64Array;
  /** How many had come or gone when it was last found that it is not worth it yet: thinking about it costs as much as doing it. */
  tried: number;
}

export function blankLedger(plan: Plan): Ledger {
  const cells = plan.groups * unitsOf(plan);
  return {
    live: blankSums(plan),
    release: null,
    added: new Float64Array(cells),
    removed: new Float64Array(cells),
    tried: 0,
  };
}

/** Takes a submission's facts out, or others in, or the one in place of the other. */
export function absorb(
  plan: Plan,
  ledger: Ledger,
  id: string,
  before: Facts | null,
  after: Facts | null,
): void {
  ledger.release?.ids.delete(id);
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

/** Whether the rules leave anything to think about; then `renew` wants to know the people, where there are few. */
export function isDue({ live, release, added, removed, tried }: Ledger, wish: Wish = 'auto'): boolean {
  const persons = live.counts[0] as number;
  if (!release) return persons >= threshold;
  const then = release.sums.counts[0] as number;
  const changed = Math.max(added[0] as number, removed[0] as number);
  if (wish === 'auto' && changed - tried < Math.max(threshold, then / 20)) return false;
  return changed >= Math.max(threshold, then / (wish === 'closed' ? 10 : wish === 'asked' ? 4 : 8));
}

/** The figures as of now take the place of those that are seen, where the rules let them: says whether they have. */
export function renew(
  plan: Plan,
  ledger: Ledger,
  day: string,
  wish: Wish = 'auto',
  people: ReadonlyMap<string, Facts> = new Map(),
): boolean {
  if (!isDue(ledger, wish)) return false;
  const { live, release, added, removed } = ledger;
  const persons = live.counts[0] as number;
  const changes: Changes | null = release && { shown: release.shown, sums: release.sums, added, removed };
  const each = [...people].map(([id, facts]) => ({
    groups: groupsOf(plan, facts),
    units: new Set(unitsIn(plan, facts)),
    wasThere: release?.ids.has(id) ?? false,
  }));
  const shown = protect(plan, live, changes, each);
  if (release && wish === 'auto' && !isWorthIt(release, shown, persons)) {
    ledger.tried = Math.max(added[0] as number, removed[0] as number);
    return false;
  }
  ledger.tried = 0;
  for (const [at, isShown] of shown.entries()) {
    if (!isShown) continue;
    added[at] = 0;
    removed[at] = 0;
  }
  ledger.release = {
    day,
    sums: { counts: live.counts.slice(), weighted: live.weighted?.slice() ?? null },
    shown,
    ids: new Set(people.keys()),
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
