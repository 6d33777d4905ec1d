/** What one should know before one reads the figures. */

import { showing } from './desk.ts';
import { languageColumn, modeColumn } from './plan.ts';
import type { Release } from './release.ts';
import type { Asked } from './results.ts';
import type { Caution, Functioning, ScoreDistribution, ScoreResults } from './schema.ts';
import { covariancesIn, reliabilityIn } from './score.ts';
import { scoreUnit, unitsOf } from './units.ts';

const few = 30; // people behind a mean
const unsteady = 100; // complete rows behind a reliability
const [poor, modest, tooHigh] = [0.6, 0.7, 0.95];
const leastRest = 0.3; // correlation of an item with the rest of its scale
const leastReversed = 0.2; // of a reversed one, in each language: below it the translation or the reversal is at fault

/** Of the whole, of each scale, of each language; the gravest of a kind first. */
export function cautionsOf(
  asked: Asked,
  release: Release,
  scores: readonly ScoreResults[],
  functioning: readonly Functioning[],
): Caution[] {
  return [
    ...aboutPeople(asked, release),
    ...scores.flatMap(aboutScale),
    ...aboutLanguages(asked, release),
    ...functioning
      .filter(({ size }) => size === 'large')
      .map(
        ({ score, item, language, difference }): Caution => ({
          code: 'item-functions-otherwise',
          score,
          item,
          language,
          figure: difference,
        }),
      ),
  ];
}

function aboutPeople({ plan, isOpen }: Asked, { sums }: Release): Caution[] {
  const persons = sums.counts[0] as number;
  const modes = plan.dimensions.find(({ name }) => name === modeColumn);
  const used = modes?.values.filter((_, at) => sums.counts[(modes.first + at) * plan.block]).length ?? 0;
  return [
    ...(isOpen ? [{ code: 'open-link' as const }] : []),
    ...(persons < few ? [{ code: 'few' as const, figure: persons }] : []),
    ...(used > 1 ? [{ code: 'modes-mixed' as const }] : []),
  ];
}

function aboutScale({ name, all }: ScoreResults): Caution[] {
  const reliability = (all as ScoreDistribution | null)?.reliability;
  if (!reliability) return [];
  const value = bestOf(reliability);
  const read =
    value === null || value < poor
      ? 'reliability-poor'
      : value < modest
        ? 'reliability-modest'
        : value >= tooHigh
          ? 'reliability-too-high'
          : null;
  return [
    ...(read ? [{ code: read, score: name, ...(value !== null && { figure: value }) } as const] : []),
    ...(reliability.n < unsteady
      ? [{ code: 'reliability-unstable' as const, score: name, figure: reliability.n }]
      : []),
    ...reliability.items
      .filter(({ rest }) => reliability.items.length > 2 && rest !== null && rest < leastRest)
      .map(({ name: item, rest }): Caution => ({ code: 'item-apart', score: name, item, figure: rest ?? 0 })),
  ];
}

/** Omega where there is one, since loadings differ; else alpha, else Spearman–Brown. */
export const bestOf = ({
  alpha,
  omega,
  spearmanBrown,
}: NonNullable<ScoreDistribution['reliability']>): number | null => omega ?? alpha?.value ?? spearmanBrown;

/** Whether scales can be compared across languages: enough people, reliable in each, reversed items understood in each. */
function aboutLanguages({ plan, wish }: Asked, { sums, shown }: Release): Caution[] {
  const languages = plan.dimensions.find(({ name }) => name === languageColumn);
  if (!languages) return [];
  const isShown = (group: number, unit: number) => shown[group * unitsOf(plan) + unit] === showing.shown;
  const spoken = languages.values.flatMap((language, at) => {
    const group = languages.first + at;
    const n = sums.counts[group * plan.block] as number;
    return n >= few && isShown(group, 0) ? [{ language, group, n }] : [];
  });
  if (spoken.length < 2) return [];
  return spoken.flatMap(({ language, group, n }) => [
    ...(n < unsteady ? [{ code: 'language-few' as const, language, figure: n }] : []),
    ...plan.scores.flatMap((column, at): Caution[] => {
      const { score, scale } = column;
      if (!scale || !('items' in score) || wish.formative?.includes(score.name)) return [];
      if (!isShown(group, scoreUnit(plan, at))) return [];
      if (covariancesIn(plan, sums, group, scale).n < unsteady) return [];
      const reliability = reliabilityIn(plan, sums, group, column);
      const value = reliability && bestOf(reliability);
      return [
        ...(value !== null && value < modest
          ? [{ code: 'language-unreliable' as const, score: score.name, language, figure: value }]
          : []),
        ...(reliability?.items ?? [])
          .filter(({ name, rest }) => score.reversed.includes(name) && (rest ?? 0) < leastReversed)
          .map(
            ({ name, rest }): Caution => ({
              code: 'item-reversed-apart',
              score: score.name,
              item: name,
              language,
              figure: rest ?? 0,
            }),
          ),
      ];
    }),
  ]);
}
