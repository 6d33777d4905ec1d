/**
 * Whether an item works the same in two languages: whether people with the same sum of the scale answer it alike. Mantel's (1963)
 * test for ordered answers with the scale's sum as the strata (Zwick, Donoghue & Grima 1993), and the standardised mean difference
 * (Dorans & Schmitt 1991) over the item's standard deviation, read by the rule of Zwick, Thayer & Mazzeo (1997): to .17 nothing,
 * to .25 moderate, beyond it large, where the test says that it is no chance (5 %).
 */
import jstat from 'jstat';
import { type Plan, points, type ScoreColumn, strataOf } from './plan.ts';
import type { Functioning } from './schema.ts';
import { strataPlace } from './sums.ts';

const fewest = 50; // complete rows of a language: with fewer in the strata the test has no power
const [moderate, large] = [0.17, 0.25];

/** Of every item of a scale, each language with enough rows against the one that has most. */
export function functioningOf(plan: Plan, counts: Float64Array, column: ScoreColumn): Functioning[] {
  const { score, scale } = column;
  if (!scale || scale.strataAt < 0 || !('items' in score)) return [];
  const k = scale.items.length;
  const rows = plan.languages.map((_, language) => {
    let sum = 0;
    for (let stratum = 0; stratum < strataOf(k); stratum++)
      for (let x = 1; x <= points; x++) sum += countAt(stratum, 0, x, language);
    return sum;
  });
  const reference = rows.indexOf(Math.max(...rows));
  return plan.languages.flatMap((language, focal) => {
    const n = rows[focal] ?? 0;
    if (focal === reference || n < fewest || (rows[reference] ?? 0) < fewest) return [];
    return score.items.flatMap((item, at) => {
      const said = mantel(strataOf(k), (stratum, x) => ({
        reference: countAt(stratum, at, x, reference),
        focal: countAt(stratum, at, x, focal),
      }));
      if (!said) return [];
      return [{ score: score.name, item, language, reference: plan.languages[reference] ?? '', n, ...said }];
    });
  });

  function countAt(stratum: number, item: number, x: number, language: number): number {
    return scale ? (counts[strataPlace(plan, scale, stratum, item, x, language)] as number) : 0;
  }
}

/** Mantel's test over 2 × 5 tables, and how large the difference is; `null` where no stratum has both. */
export function mantel(
  strata: number,
  cell: (stratum: number, point: number) => { readonly reference: number; readonly focal: number },
): Pick<Functioning, 'chiSquare' | 'p' | 'difference' | 'size'> | null {
  let [observed, expected, variance, difference, matched] = [0, 0, 0, 0, 0];
  const all = { n: 0, sum: 0, squares: 0 };
  for (let stratum = 0; stratum < strata; stratum++) {
    const of = { reference: 0, focal: 0, referenceSum: 0, focalSum: 0, squares: 0 };
    for (let x = 1; x <= points; x++) {
      const { reference, focal } = cell(stratum, x);
      of.reference += reference;
      of.focal += focal;
      of.referenceSum += x * reference;
      of.focalSum += x * focal;
      of.squares += x * x * (reference + focal);
    }
    const n = of.reference + of.focal;
    const sum = of.referenceSum + of.focalSum;
    all.n += n;
    all.sum += sum;
    all.squares += of.squares;
    if (of.reference === 0 || of.focal === 0) continue;
    observed += of.focalSum;
    expected += (of.focal * sum) / n;
    variance += (of.reference * of.focal * (n * of.squares - sum ** 2)) / (n ** 2 * (n - 1));
    difference += of.focal * (of.focalSum / of.focal - of.referenceSum / of.reference);
    matched += of.focal;
  }
  if (!(variance > 0) || matched === 0) return null;
  const sd = Math.sqrt((all.squares - all.sum ** 2 / all.n) / (all.n - 1));
  const chiSquare = (observed - expected) ** 2 / variance;
  const p = 1 - jstat.chisquare.cdf(chiSquare, 1);
  const standardised = sd > 0 ? difference / matched / sd : 0;
  const size =
    p >= 0.05 || Math.abs(standardised) <= moderate
      ? 'none'
      : Math.abs(standardised) <= large
        ? 'moderate'
        : 'large';
  return { chiSquare, p, difference: standardised, size };
}
