/**
 * What is counted of a survey, and at which place of one long list of numbers each count stands. Two lists of the same plan can be
 * added and taken from one another: that is all that keeping figures up to date takes, on however many machines.
 */
import type { ChoiceList, Item, Question, Questionnaire, Score } from '../questionnaire/index.ts';
import { toPoints } from '../questionnaire/index.ts';
import { bucketNames } from './buckets.ts';
import type { ResultsWish } from './schema.ts';

/** A question as it is counted. `at`: where its counts begin within the block of each group. */
export interface Column {
  readonly path: string;
  readonly name: string;
  readonly kind: 'one' | 'many' | 'number' | 'other';
  /** Names of what can be answered, in order; the last place after them counts what is none of these. */
  readonly categories: readonly string[];
  /** By category: set apart from the others (don't know, not applicable, prefer not to say). */
  readonly apart: readonly boolean[];
  readonly isRepeated: boolean;
  readonly at: number;
}

/** A score as it is counted. */
export interface ScoreColumn {
  readonly score: Score;
  readonly at: number;
  /** Of a scale of two items or more: the places of its items among the columns, and what is kept of them. */
  readonly scale: Scale | null;
}

export interface Scale {
  readonly items: readonly { readonly column: number; readonly reversed: boolean }[];
  /** Complete rows, sums of the items, sums of their products (upper triangle). */
  readonly at: number;
  /** Counts of stratum × item × value × language; -1 where they are not kept. */
  readonly strataAt: number;
}

/** What results can be grouped by: the values of one column. */
export interface Dimension {
  readonly name: string;
  readonly column: number;
  readonly values: readonly string[];
  /** The number of its first group. Group 0 is everyone. */
  readonly first: number;
}

export interface Plan {
  readonly columns: readonly Column[];
  readonly scores: readonly ScoreColumn[];
  readonly dimensions: readonly Dimension[];
  readonly languages: readonly string[];
  /** The path of the question that has the weights; `null` where everybody counts as one. */
  readonly weight: string | null;
  readonly groups: number;
  /** Numbers in the block of each group. */
  readonly block: number;
  /** Numbers in all. */
  readonly size: number;
}

/** Places of a column's block, before its categories. */
export const columnHead = { notAsked: 0, notAnswered: 1, answered: 2, persons: 3, valid: 4 } as const;
/** Its categories stand after them. */
export const firstCategory = 5;
/** Places of a score's block: how many have it, the sum and the sum of squares (`toUnits`), then bands of ten points. */
export const scoreHead = { n: 0, sum: 1, squares: 2 } as const;
export const bands = 10;
const scoreWidth = 3 + bands;
/** Places at the beginning of a block: persons, the sum of the squares of their weights. */
export const groupHead = { persons: 0, squaredWeights: 1 } as const;

/** What is noted of the submission itself stands before the questions. */
export const languageColumn = 'submission/language';
export const modeColumn = 'submission/mode';
export const modes = ['self', 'assisted', 'interview'] as const;

const widest = 300; // choices that are counted one by one; of a list of all villages only how many answered
const mostValues = 60; // of a question that results are grouped by
const mostDimensions = 20;
const mostNumbers = 1_500_000; // 12 MB: beyond it, the last dimensions are left out
const longestScale = 30; // items of a scale whose functioning by language is looked at

/** The same plan for the same questionnaire, languages and wishes. */
export function planOf(
  questionnaire: Questionnaire,
  languages: readonly string[],
  wish: ResultsWish = {},
): Plan {
  const { lists, scores = [], consent } = questionnaire;
  let at = 2;
  const columns: Column[] = [];
  const add = (column: Omit<Column, 'at'>) => {
    columns.push({ ...column, at });
    at += firstCategory + column.categories.length + 1;
  };
  for (const [name, categories] of [
    [languageColumn, languages],
    [modeColumn, modes],
  ] as const)
    add({ path: name, name, kind: 'one', categories, apart: categories.map(() => false), isRepeated: false });
  let weight: string | null = null;
  for (const { question, path, isRepeated } of questionsIn(questionnaire.items)) {
    if (question.name === consent?.question) continue;
    if (question.name === wish.weight && !isRepeated) {
      weight = path;
      continue;
    }
    const list = question.list === undefined ? undefined : lists[question.list];
    const counted = countedOf(question, list);
    if (!counted) continue;
    add({ path, name: question.name, isRepeated, ...counted });
  }
  const byName = new Map(columns.map(({ name, isRepeated }, index) => [name, isRepeated ? -1 : index]));
  const scoreColumns = scores.map((score) => {
    const scale = scaleOf(score, byName, at + scoreWidth);
    const found = { score, at, scale };
    at += scoreWidth + (scale ? triangle(scale.items.length) : 0);
    return found;
  });
  const block = at;
  const dimensions = dimensionsOf(questionnaire, columns, wish, block);
  const last = dimensions.at(-1);
  const groups = last ? last.first + last.values.length : 1;
  let size = groups * block;
  const placed = scoreColumns.map(({ score, at, scale }): ScoreColumn => {
    if (!scale || scale.items.length < 3 || scale.items.length > longestScale || languages.length < 2)
      return { score, at, scale };
    const strataAt = size;
    size += strataOf(scale.items.length) * scale.items.length * points * languages.length;
    return { score, at, scale: { ...scale, strataAt } };
  });
  return { columns, scores: placed, dimensions, languages, weight, groups, block, size };
}

export const points = 5; // of an agreement item

/** Sums over complete rows from k (all 1) to 5k (all 5). */
export const strataOf = (items: number): number => items * (points - 1) + 1;

/** Numbers kept of a scale: how many rows, a sum for each item, a product for each two. */
export const triangle = (items: number): number => 1 + items + (items * (items + 1)) / 2;

/** Where the product of two items stands, after the rows and the sums. */
export const productAt = (items: number, i: number, j: number): number => {
  const [low, high] = i <= j ? [i, j] : [j, i];
  return 1 + items + low * items - (low * (low - 1)) / 2 + (high - low);
};

/** The dimension of that name. */
export const dimensionOf = ({ dimensions }: Plan, name: string): Dimension | undefined =>
  dimensions.find((it) => it.name === name);

interface Found {
  readonly question: Question;
  readonly path: string;
  readonly isRepeated: boolean;
}

function* questionsIn(items: readonly Item[], path = '', isRepeated = false): Generator<Found> {
  for (const item of items) {
    const here = `${path}/${item.name}`;
    if (item.kind === 'group' || item.kind === 'repeat')
      yield* questionsIn(item.items, here, isRepeated || item.kind === 'repeat');
    else yield { question: item, path: here, isRepeated };
  }
}

const uncounted: ReadonlySet<string> = new Set(['note', 'calculate', 'hidden', 'metadata']);

/** How a question of this kind is counted; `null` where there is nothing that anybody answers. */
function countedOf(
  { kind, readOnly }: Question,
  list: ChoiceList | undefined,
): Pick<Column, 'kind' | 'categories' | 'apart'> | null {
  if (uncounted.has(kind) || readOnly !== undefined) return null;
  if (kind === 'integer' || kind === 'decimal' || kind === 'range')
    return { kind: 'number', categories: bucketNames, apart: bucketNames.map(() => false) };
  const choices = list && !list.file && list.choices.length <= widest ? list.choices : [];
  const isChosen = kind === 'one' || kind === 'many' || kind === 'rank';
  if (!isChosen || choices.length === 0) return { kind: 'other', categories: [], apart: [] };
  return {
    kind: kind === 'one' ? 'one' : 'many',
    categories: choices.map(({ name }) => name),
    apart: choices.map(({ apart }) => apart === true),
  };
}

function scaleOf(score: Score, byName: ReadonlyMap<string, number>, at: number): Scale | null {
  if (!('items' in score) || score.items.length < 2) return null;
  const items = score.items.map((name) => ({
    column: byName.get(name) ?? -1,
    reversed: score.reversed.includes(name),
  }));
  return items.some(({ column }) => column < 0) ? null : { items, at, strataAt: -1 };
}

/** Who says of a question that they do not know is asked about the world; who they are themselves they know. */
const dontKnow = /^(-?9?98|-?88|dk|don_?t_?know|unknown)$/i;

function dimensionsOf(
  { scores = [] }: Questionnaire,
  columns: readonly Column[],
  { groups }: ResultsWish,
  block: number,
): Dimension[] {
  const scored = new Set(scores.flatMap((score) => ('items' in score ? score.items : [])));
  const suits = ({ kind, isRepeated, categories }: Column) =>
    kind === 'one' && !isRepeated && categories.length <= mostValues;
  const isAboutThePerson = ({ name, categories, apart }: Column) =>
    !scored.has(name) && !categories.some((category, at) => apart[at] && dontKnow.test(category));
  const wished = columns.flatMap((column, index) =>
    suits(column) && (index < 2 || (groups ? groups.includes(column.name) : isAboutThePerson(column)))
      ? [{ name: column.name, column: index, values: column.categories }]
      : [],
  );
  const dimensions: Dimension[] = [];
  let first = 1;
  for (const one of wished.slice(0, mostDimensions)) {
    if ((first + one.values.length) * block > mostNumbers) break;
    dimensions.push({ ...one, first });
    first += one.values.length;
  }
  return dimensions;
}

/** The point 1–5 that a category of this column stands for, turned round for a reversed item; 0 where it is none. */
export const pointOf = ({ kind, categories }: Column, category: number, reversed: boolean): number =>
  kind === 'one' || kind === 'number' ? (toPoints(categories[category] ?? '', reversed) ?? 0) : 0;
