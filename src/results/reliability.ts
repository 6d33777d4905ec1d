/** How well the items of a scale go together, from sums of products alone. */
import jstat from 'jstat';
import { oneFactor } from './oneFactor.ts';

/** Items' covariances (n − 1), with how many complete rows they are from. */
export interface Covariances {
  readonly n: number;
  readonly items: number;
  at(i: number, j: number): number;
}

export interface Reliability {
  readonly n: number;
  /** Cronbach's alpha with its 95 % interval (Feldt); `null` for two items, or where nobody differs. */
  readonly alpha: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** McDonald's omega total of the one-factor model; `null` where there are fewer than three items or no such model fits. */
  readonly omega: number | null;
  /** Spearman–Brown, for two items. */
  readonly spearmanBrown: number | null;
  /** Of each item: its correlation with the sum of the others, and alpha without it. */
  readonly items: readonly { readonly rest: number | null; readonly alphaWithout: number | null }[];
}

/** Everything there is to say of a scale's reliability; `null` with fewer than two rows or items. */
export function reliabilityOf(covariances: Covariances): Reliability | null {
  const { n, items } = covariances;
  if (n < 2 || items < 2) return null;
  const all = Array.from({ length: items }, (_, i) => i);
  const alpha = items > 2 ? alphaOf(covariances, all) : null;
  return {
    n,
    alpha: alpha === null ? null : { value: alpha, ...feldt(alpha, n, items) },
    omega: items > 2 ? omegaOf(covariances) : null,
    spearmanBrown: items === 2 ? spearmanBrown(covariances) : null,
    items: all.map((item) => ({
      rest: itemRest(covariances, item),
      alphaWithout:
        items > 3
          ? alphaOf(
              covariances,
              all.filter((other) => other !== item),
            )
          : null,
    })),
  };
}

/** Cronbach (1951): k/(k−1) · (1 − Σ variances of the items / variance of their sum). */
function alphaOf({ at }: Covariances, items: readonly number[]): number | null {
  const k = items.length;
  const within = items.reduce((sum, i) => sum + at(i, i), 0);
  const total = items.reduce((sum, i) => sum + items.reduce((row, j) => row + at(i, j), 0), 0);
  return total > 0 && k > 1 ? (k / (k - 1)) * (1 - within / total) : null;
}

/** Feldt's (1965) interval: (1 − α) over the sample's (1 − α̂) is distributed as F with n − 1 and (n − 1)(k − 1) degrees of freedom. */
function feldt(alpha: number, n: number, k: number): { low: number; high: number } {
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)];
  return {
    low: 1 - (1 - alpha) * jstat.centralF.inv(0.975, df1, df2),
    high: 1 - (1 - alpha) * jstat.centralF.inv(0.025, df1, df2),
  };
}

/**
 * McDonald's (1999) omega total, (Σλ)² / ((Σλ)² + Σθ), with loadings and error variances in the items' own units, from the
 * one-factor model by maximum likelihood. It does not change with the scale of the items, so the model is fitted to correlations.
 */
function omegaOf({ items, at }: Covariances): number | null {
  const sd = Array.from({ length: items }, (_, i) => Math.sqrt(at(i, i)));
  if (sd.some((one) => !(one > 0))) return null;
  const model = oneFactor(items, (i, j) => at(i, j) / ((sd[i] as number) * (sd[j] as number)));
  if (!model) return null;
  let [common, errors] = [0, 0];
  for (let i = 0; i < items; i++) {
    common += (model.loadings[i] as number) * (sd[i] as number);
    errors += (model.uniquenesses[i] as number) * at(i, i);
  }
  return common ** 2 / (common ** 2 + errors);
}

/** 2r / (1 + r) (Eisinga et al. 2013 for why not alpha). */
function spearmanBrown({ at }: Covariances): number | null {
  const product = at(0, 0) * at(1, 1);
  if (!(product > 0)) return null;
  const r = at(0, 1) / Math.sqrt(product);
  return r > -1 ? (2 * r) / (1 + r) : null;
}

/** The corrected item–total correlation: with the sum of the others, without the item itself. */
function itemRest({ items, at }: Covariances, item: number): number | null {
  let [withRest, rest] = [0, 0];
  for (let i = 0; i < items; i++) {
    if (i === item) continue;
    withRest += at(item, i);
    for (let j = 0; j < items; j++) if (j !== item) rest += at(i, j);
  }
  const product = at(item, item) * rest;
  return product > 0 ? withRest / Math.sqrt(product) : null;
}
