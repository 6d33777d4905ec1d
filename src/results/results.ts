/** What may be told of a survey, from the figures of its last release. */
import { type Item, type Questionnaire, type Score, toPoints, type Words } from '../questionnaire/index.ts';
import { isExact } from './buckets.ts';
import { cautionsOf } from './cautions.ts';
import { hiddenCells } from './cells.ts';
import { showing, threshold } from './desk.ts';
import { functioningOf } from './functioning.ts';
import { type Column, columnHead, type Dimension, dimensionOf, firstCategory, type Plan } from './plan.ts';
import type { Ledger, Release } from './release.ts';
import type {
  Distribution,
  GroupingOffered,
  QuestionFigures,
  QuestionResults,
  Results,
  ResultsWish,
  ScoreFigures,
  ScoreResults,
} from './schema.ts';
import { reliabilityIn, scoreIn } from './score.ts';
import { columnUnit, scoreUnit, unanimousIn, unitsOf } from './units.ts';

export interface Asked {
  readonly survey: string;
  readonly questionnaire: Questionnaire;
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly wish: ResultsWish;
  /** The dimension to group by. */
  readonly by?: string | undefined;
  /** Whether anybody with the link may have answered. */
  readonly isOpen: boolean;
}

/** The results as they may be seen by whoever may see any; `null` where they cannot be grouped by that. */
export function resultsOf(asked: Asked): Results | null {
  const { survey, questionnaire, plan, ledger, by } = asked;
  const { release } = ledger;
  const dimension = by === undefined ? undefined : dimensionOf(plan, by);
  if (by !== undefined && !dimension) return null;
  const named = namesIn(questionnaire);
  const groupings = plan.dimensions.map((it) => offered(plan, it, named));
  const head = { survey, threshold, submissions: ledger.live.counts[0] as number, groupings };
  if (!release) return { ...head, release: null, questions: [], scores: [], functioning: [], cautions: [] };
  const teller = tellerOf(asked, release, dimension);
  const functioning = plan.scores.flatMap((score, at) =>
    release.shown[scoreUnit(plan, at)] && !asked.wish.formative?.includes(score.score.name)
      ? functioningOf(plan, release.sums.counts, score)
      : [],
  );
  const questions = plan.columns.map((column, at) => teller.question(column, at, named.get(column.path)));
  const scores = plan.scores.map((_, at) => teller.score(at));
  return {
    ...head,
    release: {
      day: release.day,
      submissions: release.sums.counts[0] as number,
      weighted: plan.weight !== null,
    },
    ...(dimension && { by: { name: dimension.name, sizes: teller.sizes(dimension) } }),
    questions,
    scores,
    functioning,
    cautions: cautionsOf(asked, release, scores, functioning),
  };
}

/** Tells figures, or `null` where they are hidden. */
function tellerOf({ plan, wish, questionnaire }: Asked, { sums, shown }: Release, by: Dimension | undefined) {
  const units = unitsOf(plan);
  const isShown = (group: number, unit = 0) => shown[group * units + unit] === showing.shown;
  const isUnanimous = (group: number, unit: number) =>
    shown[group * units + unit] === showing.unanimous || (group === 0 && isShown(0, unit));
  const hiddenBy = new Map<number, (row: number, column: number) => boolean>();
  const dimensionAt = (column: number) => plan.dimensions.find((it) => it.column === column);
  const scales = (questionnaire.scores ?? []).flatMap((score) => ('items' in score ? [score] : []));

  function figures(column: Column, at: number, group: number): QuestionFigures {
    const unit = columnUnit(at);
    if (by?.column === at && group > 0) return null;
    const unanimous = isUnanimous(group, unit) ? unanimousIn(plan, sums, group, unit) : null;
    const from = group * plan.block + column.at;
    if (unanimous)
      return { unanimous: true, valid: sums.counts[from + columnHead.valid] as number, ...unanimous };
    if (!isShown(group, unit)) return null;
    return distribution(column, at, group);
  }

  function distribution(column: Column, at: number, group: number): Distribution {
    const from = group * plan.block + column.at;
    const head = (place: number) => sums.counts[from + place] as number;
    const kept = dimensionAt(at);
    const isHidden = (category: number): boolean => {
      if (!kept || category >= kept.values.length || column.apart[category]) return false;
      const isEmpty = sums.counts[(kept.first + category) * plan.block] === 0;
      if (group === 0) return !isEmpty && !isShown(kept.first + category);
      return by ? crossed(by, kept)(group - by.first, category) : false;
    };
    const width = column.kind === 'other' ? 0 : column.categories.length + 1;
    const counts = Array.from({ length: width }, (_, category) =>
      isHidden(category) ? null : head(firstCategory + category),
    );
    const valid = head(columnHead.valid);
    const { weighted } = sums;
    const base = weighted?.[from + columnHead.valid] ?? 0;
    return {
      notAsked: head(columnHead.notAsked),
      notAnswered: head(columnHead.notAnswered),
      answered: head(columnHead.answered),
      valid,
      counts,
      ...(weighted &&
        base > 0 && {
          shares: counts.map((count, category) =>
            count === null ? null : (weighted[from + firstCategory + category] as number) / base,
          ),
        }),
      ...momentsOf(column, counts, valid),
    };
  }

  function crossed(rows: Dimension, columns: Dimension) {
    const known = hiddenBy.get(columns.first);
    if (known) return known;
    const found = hiddenCells(plan, sums, (group) => isShown(group), rows, columns);
    hiddenBy.set(columns.first, found);
    return found;
  }

  function scoreFigures(at: number, group: number): ScoreFigures {
    const column = plan.scores[at];
    if (!column) return null;
    const unit = scoreUnit(plan, at);
    const n = sums.counts[group * plan.block + column.at] as number;
    if (isUnanimous(group, unit) && unanimousIn(plan, sums, group, unit))
      return { unanimous: true, valid: n };
    if (!isShown(group, unit)) return null;
    const found = scoreIn(plan, sums, group, column);
    const reliability = wish.formative?.includes(column.score.name)
      ? null
      : reliabilityIn(plan, sums, group, column);
    return found && { ...found, ...(reliability && { reliability }) };
  }

  const groups = by ? by.values.map((_, at) => by.first + at) : [];
  return {
    sizes: ({ first, values }: Dimension) =>
      values.map((_, at) => {
        const size = sums.counts[(first + at) * plan.block] as number;
        return size === 0 || isShown(first + at) ? size : null;
      }),
    question(column: Column, at: number, item: Named | undefined): QuestionResults {
      const scale = scales.find(({ items }) => items.includes(column.name));
      const choices = item?.choices ?? [];
      return {
        name: column.name,
        path: column.path,
        kind: column.kind,
        ...(item?.label !== undefined && { label: item.label }),
        ...(item?.hint !== undefined && { hint: item.hint }),
        ...(item?.section !== undefined && { section: item.section }),
        ...(scale && column.kind === 'one' && { agreement: true as const }),
        ...(scale?.reversed.includes(column.name) && { reversed: true as const }),
        ...(item?.isText && { written: true as const }),
        ...(column.isRepeated && { repeated: true as const }),
        categories: column.categories.map((name, category) => ({
          name,
          ...(choices[category]?.label !== undefined && { label: choices[category].label }),
          ...(column.apart[category] && { apart: true as const }),
        })),
        all: figures(column, at, 0),
        ...(by && { groups: groups.map((group) => figures(column, at, group)) }),
      };
    },
    score(at: number): ScoreResults {
      const score = plan.scores[at]?.score as Score;
      return {
        name: score.name,
        label: score.label,
        kind: 'items' in score ? 'scale' : 'meanOf' in score ? 'index' : 'points',
        of: 'items' in score ? score.items : 'meanOf' in score ? score.meanOf : [],
        all: scoreFigures(at, 0),
        ...(by && { groups: groups.map((group) => scoreFigures(at, group)) }),
      };
    },
  };
}

/** Mean and standard deviation: of points 1–5, and of numbers that are all counted one by one, since one large one would tell of itself. */
function momentsOf(
  { kind, categories, apart }: Column,
  counts: readonly (number | null)[],
  valid: number,
): { mean: number; sd: number } | null {
  let [n, sum, squares] = [0, 0, 0];
  for (const [at, count] of counts.entries()) {
    if (!count || apart[at]) continue;
    const x =
      kind === 'number'
        ? isExact(at)
          ? Number(categories[at])
          : null
        : kind === 'one'
          ? toPoints(categories[at], false)
          : null;
    if (x === null) return null;
    n += count;
    sum += x * count;
    squares += x * x * count;
  }
  if (n < 2 || n !== valid) return null;
  const mean = sum / n;
  return { mean, sd: Math.sqrt(Math.max(0, (squares - n * mean ** 2) / (n - 1))) };
}

interface Named {
  readonly label?: Words;
  readonly hint?: Words;
  readonly section?: Words;
  readonly isText: boolean;
  readonly choices: readonly { readonly name: string; readonly label?: Words }[];
}

/** The words of every question, by its path. */
function namesIn({ items, lists }: Questionnaire): ReadonlyMap<string, Named> {
  const named = new Map<string, Named>();
  const walk = (within: readonly Item[], path: string, section: Words | undefined) => {
    for (const item of within) {
      const here = `${path}/${item.name}`;
      if (item.kind === 'group' || item.kind === 'repeat') walk(item.items, here, item.label ?? section);
      else
        named.set(here, {
          ...(item.label !== undefined && { label: item.label }),
          ...(item.hint !== undefined && { hint: item.hint }),
          ...(section !== undefined && { section }),
          isText: item.kind === 'text',
          choices: lists[item.list ?? '']?.choices ?? [],
        });
    }
  };
  walk(items, '', undefined);
  return named;
}

function offered(
  { columns }: Plan,
  { name, column, values }: Dimension,
  named: ReadonlyMap<string, Named>,
): GroupingOffered {
  const at = columns[column];
  const words = at && named.get(at.path);
  return {
    name,
    ...(words?.label !== undefined && { label: words.label }),
    values: values.map((value, index) => ({
      name: value,
      ...(words?.choices[index]?.label !== undefined && { label: words.choices[index].label }),
      ...(at?.apart[index] && { apart: true as const }),
    })),
  };
}
