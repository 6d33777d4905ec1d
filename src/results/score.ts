/** Means and intervals of scores, and the reliability of scales, from their sums. */
import jstat from 'jstat';
import { bands, groupHead, type Plan, productAt, type Scale, type ScoreColumn, scoreHead } from './plan.ts';
import { type Covariances, reliabilityOf } from './reliability.ts';
import type { ReliabilityFigures, ScoreDistribution } from './schema.ts';
import { middle, type Sums, unit } from './sums.ts';

/** A score in a group; `null` where nobody has it. The interval is Student's; with one person it has no width to tell. */
export function scoreIn(
  plan: Plan,
  sums: Sums,
  group: number,
  { at }: ScoreColumn,
): ScoreDistribution | null {
  const from = group * plan.block + at;
  const n = sums.counts[from + scoreHead.n] as number;
  if (n === 0) return null;
  const { mean, sd, effective } = momentsIn(plan, sums, group, at);
  const half =
    n > 1 ? (jstat.studentt.inv(0.975, Math.max(1, effective - 1)) * sd) / Math.sqrt(effective) : 0;
  return {
    n,
    ...(sums.weighted && { effective }),
    mean,
    sd,
    low: Math.max(0, mean - half),
    high: Math.min(100, mean + half),
    bands: Array.from({ length: bands }, (_, band) => sums.counts[from + 3 + band] as number),
  };
}

/**
 * Mean and standard deviation (n − 1). With weights both are weighted, and the interval is that of as many equal answers as these
 * are worth (Kish 1965: (Σw)² / Σw²), over all persons of the group.
 */
function momentsIn(
  plan: Plan,
  { counts, weighted }: Sums,
  group: number,
  at: number,
): { mean: number; sd: number; effective: number } {
  const from = group * plan.block + at;
  const n = counts[from + scoreHead.n] as number;
  const of = weighted ?? counts;
  const [w, sum, squares] = [of[from], of[from + scoreHead.sum], of[from + scoreHead.squares]] as [
    number,
    number,
    number,
  ];
  const centre = w > 0 ? sum / w : 0;
  const spread = Math.max(0, w > 0 ? squares / w - centre ** 2 : 0);
  const head = group * plan.block;
  const persons = of[head + groupHead.persons] as number;
  const squared = weighted ? (weighted[head + groupHead.squaredWeights] as number) : 0;
  const worth = weighted && squared > 0 ? persons ** 2 / squared / (counts[head] as number) : 1;
  const sd = n > 1 ? Math.sqrt((spread * n) / (n - 1)) : 0;
  return { mean: centre / unit + middle, sd: sd / unit, effective: n * worth };
}

/** Covariances of a scale's items in a group, over complete rows. */
export function covariancesIn(plan: Plan, { counts }: Sums, group: number, scale: Scale): Covariances {
  const from = group * plan.block + scale.at;
  const items = scale.items.length;
  const n = counts[from] as number;
  const sum = (i: number) => counts[from + 1 + i] as number;
  return {
    n,
    items,
    at: (i, j) => ((counts[from + productAt(items, i, j)] as number) - (sum(i) * sum(j)) / n) / (n - 1),
  };
}

const fewest = 30; // complete rows: below, a reliability says more of chance than of the scale

/** The reliability of a scale in a group, with the names of its items; `null` with too few rows. */
export function reliabilityIn(
  plan: Plan,
  sums: Sums,
  group: number,
  { score, scale }: ScoreColumn,
): ReliabilityFigures | null {
  if (!scale || !('items' in score)) return null;
  const covariances = covariancesIn(plan, sums, group, scale);
  const found = covariances.n < fewest ? null : reliabilityOf(covariances);
  if (!found) return null;
  return { ...found, items: found.items.map((item, at) => ({ name: score.items[at] ?? '', ...item })) };
}
