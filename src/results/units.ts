/**
 * What can be hidden: of each group its size, each question, and each score. Whether it is hidden goes by how many people have
 * said something there that counts.
 */
import type { Facts } from './facts.ts';
import { columnHead, firstCategory, groupHead, type Plan, scoreHead } from './plan.ts';
import { isValid, type Sums } from './sums.ts';

/** Unit 0 is the group itself; then the columns; then the scores. */
export const unitsOf = ({ columns, scores }: Plan): number => 1 + columns.length + scores.length;
export const columnUnit = (column: number): number => 1 + column;
export const scoreUnit = ({ columns }: Plan, score: number): number => 1 + columns.length + score;

/** Where it stands in a block how many people a unit is of. */
export function placesOf({ columns, scores }: Plan): readonly number[] {
  return [
    groupHead.persons,
    ...columns.map(({ at }) => at + columnHead.persons),
    ...scores.map(({ at }) => at + scoreHead.n),
  ];
}

/** The units that a submission is counted in. */
export function unitsIn(plan: Plan, { cells, scores }: Facts): number[] {
  const units = [0];
  for (const [index, column] of plan.columns.entries()) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const counts =
      typeof cell === 'object' && 'cases' in cell
        ? cell.cases.some((each) => isValid(column, each))
        : isValid(column, cell);
    if (counts) units.push(columnUnit(index));
  }
  for (const [index, score] of scores.entries()) if (score !== null) units.push(scoreUnit(plan, index));
  return units;
}

/** Whether all who are counted in a unit of a group gave the same answer; then the category, for a question. */
export function unanimousIn(
  plan: Plan,
  { counts }: Sums,
  group: number,
  unit: number,
): { readonly category?: number } | null {
  if (unit === 0) return null;
  const from = group * plan.block;
  const column = plan.columns[unit - 1];
  if (!column) {
    const at = from + (plan.scores[unit - 1 - plan.columns.length]?.at ?? 0);
    const n = counts[at + scoreHead.n] as number;
    const sum = counts[at + scoreHead.sum] as number;
    return n > 1 && (counts[at + scoreHead.squares] as number) * n === sum ** 2 ? {} : null;
  }
  if (column.kind === 'other' || column.isRepeated) return null;
  const valid = counts[from + column.at + columnHead.valid] as number;
  const category = column.categories.findIndex(
    (_, at) => !column.apart[at] && counts[from + column.at + firstCategory + at] === valid,
  );
  return valid > 0 && category >= 0 ? { category } : null;
}
