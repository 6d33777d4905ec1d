import { expect, test } from 'vitest';
import { cronbachsAlpha } from '../../src/questionnaire/index.ts';
import {
  covariancesIn,
  functioningOf,
  oneFactor,
  reliabilityIn,
  reliabilityOf,
  scoreIn,
} from '../../src/results/index.ts';
import { alpha as specified } from '../fixtures/scores.ts';
import { groupOf, independent, plain, weighted } from './independent.ts';

const columnOf = (name: string) => {
  const column = plain.plan.scores.find(({ score }) => score.name === name);
  if (!column) throw new Error(name);
  return column;
};

test.each(independent.scales)('R comes to the same for scale $scale in $group', (said) => {
  const { plan, sums } = plain;
  const group = groupOf(said.group);
  const column = columnOf(said.scale);
  const found = reliabilityIn(plan, sums, group, column);
  expect(found?.n).toBe(said.rows);
  if (said.alpha !== null) {
    expect(found?.alpha?.value).toBeCloseTo(said.alpha, 10);
    expect(found?.alpha?.low).toBeCloseTo(said.low ?? 0, 6);
    expect(found?.alpha?.high).toBeCloseTo(said.high ?? 0, 6);
    expect(found?.omega).toBeCloseTo(said.omega ?? 0, 5); // lavaan stops a little earlier
  }
  if (said.spearmanBrown !== null) expect(found?.spearmanBrown).toBeCloseTo(said.spearmanBrown, 10);
  for (const [at, rest] of said.rest.entries()) expect(found?.items[at]?.rest).toBeCloseTo(rest ?? 0, 10);
  for (const [at, alpha] of (said.without ?? []).entries())
    expect(found?.items[at]?.alphaWithout).toBeCloseTo(alpha, 10);

  const score = scoreIn(plan, sums, group, column);
  expect(score?.n).toBe(said.n);
  expect(score?.mean).toBeCloseTo(said.mean, 3); // scores are counted in thousandths
  expect(score?.sd).toBeCloseTo(said.sd, 3);
  expect(score?.low).toBeCloseTo(said.meanLow, 3);
  expect(score?.high).toBeCloseTo(said.meanHigh, 3);
  expect(scoreIn(weighted.plan, weighted.sums, group, column)?.mean).toBeCloseTo(said.weightedMean, 3);
});

test.each(independent.scales.filter(({ alpha }) => alpha !== null))(
  'the factor of scale $scale in $group is that of factanal',
  (said) => {
    const { scale } = columnOf(said.scale);
    if (!scale) throw new Error(said.scale);
    const { at, items } = covariancesIn(plain.plan, plain.sums, groupOf(said.group), scale);
    const model = oneFactor(items, (i, j) => at(i, j) / Math.sqrt(at(i, i) * at(j, j)));
    for (const [item, loading] of said.loadings.entries())
      expect(model?.loadings[item]).toBeCloseTo(loading ?? 0, 4);
  },
);

test.each(independent.functioning)('Mantel’s test of $item in $language is that of CMHtest', (said) => {
  const found = functioningOf(plain.plan, plain.sums.counts, columnOf(said.scale)).find(
    ({ item, language }) => item === said.item && language === said.language,
  );
  expect(found?.chiSquare).toBeCloseTo(said.chiSquare, 8);
  expect(found?.p).toBeCloseTo(said.p, 6);
  expect(found?.difference).toBeCloseTo(said.difference, 8);
});

test('only the item that was made to differ is said to work differently', () => {
  const found = functioningOf(plain.plan, plain.sums.counts, columnOf('b'));
  expect(found.filter(({ size }) => size === 'large').map(({ item, language }) => [item, language])).toEqual([
    ['b5', 'th'],
  ]);
});

test('alpha of the specification’s rows is 0.9471, and not that of the rows as they were ticked', () => {
  const alphaOf = (rows: readonly (readonly number[])[]) => {
    const n = rows.length;
    const mean = (i: number) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / n;
    const at = (i: number, j: number) =>
      rows.reduce((sum, row) => sum + ((row[i] ?? 0) - mean(i)) * ((row[j] ?? 0) - mean(j)), 0) / (n - 1);
    return reliabilityOf({ n, items: 4, at })?.alpha?.value;
  };
  const turned = specified.rows.map(([a = 0, b = 0, c = 0, d = 0]) => [a, 6 - b, c, d]);
  expect(alphaOf(turned)).toBeCloseTo(specified.expected, 6);
  expect(alphaOf(turned)).toBeCloseTo(cronbachsAlpha(turned) ?? 0, 12);
  expect(alphaOf(specified.rows)).toBeCloseTo(specified.withoutReversing, 4);
});

test('where nothing is common to the items there is no omega rather than a wrong one', () => {
  expect(oneFactor(3, (i, j) => (i === j ? 1 : 0))).toBeNull();
  expect(reliabilityOf({ n: 50, items: 3, at: () => 0 })?.omega).toBeNull();
});

test('the classical one-factor example comes out: correlations that are products of loadings give those loadings', () => {
  const loadings = [0.9, 0.8, 0.7, 0.6, 0.5]; // Spearman’s tetrads vanish
  const model = oneFactor(5, (i, j) => (i === j ? 1 : (loadings[i] ?? 0) * (loadings[j] ?? 0)));
  for (const [at, loading] of loadings.entries()) expect(model?.loadings[at]).toBeCloseTo(loading, 6);
});
