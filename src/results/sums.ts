/**
 * The figures of a survey as sums: what a submission adds can be taken away again to the last digit, since what is summed up are
 * whole numbers. (Only weights are not: with them a rest of about 1e-10 may stay.)
 */
import { type Cell, type Facts, notAnswered, notAsked } from './facts.ts';
import {
  bands,
  type Column,
  columnHead,
  firstCategory,
  groupHead,
  type Plan,
  pointOf,
  points,
  productAt,
  type Scale,
  scoreHead,
} from './plan.ts';

export interface Sums {
  readonly counts: Float64Array;
  /** The same with each person's weight in place of 1; `null` where everybody counts as one. */
  readonly weighted: Float64Array | null;
}

export const blankSums = ({ size, weight }: Plan): Sums => ({
  counts: new Float64Array(size),
  weighted: weight === null ? null : new Float64Array(size),
});

/** Adds (`by` 1) what a submission says, or takes it away (-1). */
export function tally(plan: Plan, { counts, weighted }: Sums, facts: Facts, by: 1 | -1): void {
  const touched = touches(plan, facts);
  const { at, amount } = touched;
  const w = facts.weight;
  for (const group of groupsOf(plan, facts)) {
    const from = group * plan.block;
    for (let i = 0; i < touched.length; i++) {
      const place = from + (at[i] as number);
      counts[place] = (counts[place] as number) + by * (amount[i] as number);
      if (weighted) weighted[place] = (weighted[place] as number) + by * w * (amount[i] as number);
    }
    if (weighted) {
      const place = from + groupHead.squaredWeights;
      weighted[place] = (weighted[place] as number) + by * w * w;
    }
  }
  for (const { scale } of plan.scores) if (scale) tallyStrata(plan, scale, counts, facts, by);
}

/** Everyone, and the group of each dimension that the submission is in. */
export function groupsOf({ dimensions, columns }: Plan, { cells }: Facts): number[] {
  const groups = [0];
  for (const { column, first, values } of dimensions) {
    const cell = cells[column];
    if (typeof cell !== 'number' || cell < 0 || cell >= values.length) continue;
    if (!columns[column]?.apart[cell]) groups.push(first + cell);
  }
  return groups;
}

/** A score as a whole number: thousandths of a point from the middle, so that a million squares still are one. */
export const toUnits = (score: number): number => Math.round((score - 50) * 1000);
export const unit = 1000;
export const middle = 50;

/** The band of ten points that a score falls into; 100 is in the last one. */
export const bandOf = (score: number): number =>
  Math.min(bands - 1, Math.max(0, Math.floor((score / 100) * bands)));

interface Touches {
  readonly at: Int32Array;
  readonly amount: Float64Array;
  length: number;
}
/** One for all: it is filled anew for each submission. */
let desk: Touches = { at: new Int32Array(0), amount: new Float64Array(0), length: 0 };

/** Which places of a group's block it touches, and with how much. */
function touches(plan: Plan, { cells, scores }: Facts): Touches {
  if (desk.at.length < plan.block * 2)
    desk = { at: new Int32Array(plan.block * 2), amount: new Float64Array(plan.block * 2), length: 0 };
  desk.length = 0;
  touch(groupHead.persons, 1);
  for (const [index, column] of plan.columns.entries()) {
    const cell = cells[index] ?? notAsked;
    if (typeof cell === 'object' && 'cases' in cell) {
      for (const each of cell.cases) touchCell(column, each);
      if (cell.cases.some((each) => isValid(column, each))) touch(column.at + columnHead.persons, 1);
    } else {
      touchCell(column, cell);
      if (isValid(column, cell)) touch(column.at + columnHead.persons, 1);
    }
  }
  for (const [index, { at, scale }] of plan.scores.entries()) {
    const score = scores[index] ?? null;
    if (score !== null) {
      const units = toUnits(score);
      touch(at + scoreHead.n, 1);
      touch(at + scoreHead.sum, units);
      touch(at + scoreHead.squares, units * units);
      touch(at + 3 + bandOf(score), 1);
    }
    const row = scale && completeRow(plan, scale, cells);
    if (scale && row) touchScale(scale, row);
  }
  return desk;
}

function touch(at: number, amount: number): void {
  if (desk.length === desk.at.length) grow();
  desk.at[desk.length] = at;
  desk.amount[desk.length] = amount;
  desk.length++;
}

/** Of hundreds of cases. */
function grow(): void {
  const [at, amount] = [new Int32Array(desk.length * 2), new Float64Array(desk.length * 2)];
  at.set(desk.at);
  amount.set(desk.amount);
  desk = { at, amount, length: desk.length };
}

function touchCell(column: Column, cell: Cell): void {
  if (cell === notAsked) touch(column.at + columnHead.notAsked, 1);
  else if (cell === notAnswered) touch(column.at + columnHead.notAnswered, 1);
  else {
    touch(column.at + columnHead.answered, 1);
    if (isValid(column, cell)) touch(column.at + columnHead.valid, 1);
    if (column.kind === 'other') return;
    for (const category of Array.isArray(cell) ? cell : [cell])
      touch(column.at + firstCategory + category, 1);
  }
}

/** Whether somebody has said something that is not set apart. */
export const isValid = ({ apart }: Column, cell: Cell): boolean =>
  Array.isArray(cell) ? cell.some((category) => !apart[category]) : cell >= 0 && !apart[cell];

function touchScale({ at }: Scale, row: readonly number[]): void {
  const items = row.length;
  touch(at, 1);
  for (let i = 0; i < items; i++) {
    const x = row[i] as number;
    touch(at + 1 + i, x);
    for (let j = i; j < items; j++) touch(at + productAt(items, i, j), x * (row[j] as number));
  }
}

/** The points of all items, reversed ones turned; `null` where one is missing. */
function completeRow({ columns }: Plan, { items }: Scale, cells: Facts['cells']): number[] | null {
  const row: number[] = [];
  for (const { column: index, reversed } of items) {
    const [column, cell] = [columns[index], cells[index]];
    if (!column || typeof cell !== 'number' || cell < 0) return null;
    const point = pointOf(column, cell, reversed);
    if (point === 0) return null;
    row.push(point);
  }
  return row;
}

/** How the items of a scale were answered at each sum of it, in each language. */
function tallyStrata(plan: Plan, scale: Scale, counts: Float64Array, facts: Facts, by: 1 | -1): void {
  const language = facts.cells[0]; // the first column
  if (scale.strataAt < 0 || typeof language !== 'number' || language < 0) return;
  const row = completeRow(plan, scale, facts.cells);
  if (!row) return;
  const stratum = row.reduce((sum, x) => sum + x, 0) - row.length;
  for (const [item, x] of row.entries()) {
    const place = strataPlace(plan, scale, stratum, item, x, language);
    counts[place] = (counts[place] as number) + by;
  }
}

/** Where it is counted how many of a language gave an item this point, at this sum of the scale. */
export const strataPlace = (
  { languages }: Plan,
  { strataAt, items }: Scale,
  stratum: number,
  item: number,
  point: number,
  language: number,
): number =>
  strataAt + ((stratum * items.length + item) * points + (point - 1)) * languages.length + language;

/** One list of sums under another: of two machines, say. */
export function addSums(into: Sums, other: Sums): void {
  for (const [at, x] of other.counts.entries()) into.counts[at] = (into.counts[at] as number) + x;
  if (into.weighted && other.weighted)
    for (const [at, x] of other.weighted.entries()) into.weighted[at] = (into.weighted[at] as number) + x;
}
