/** What one submission adds to the figures: enough to add it, and to take it away again when it is corrected or taken back. */
import * as z from 'zod/mini';
import { type Answer, heardAt, type Interview, isBlank, scoresIn } from '../questionnaire/index.ts';
import { bucketOf } from './buckets.ts';
import { type Column, languageColumn, modeColumn, type Plan } from './plan.ts';

/** -1: not asked. -2: left blank. A number: the category. A list: the categories of a `many`. */
const Cell = z.union([z.number(), z.array(z.number())]);
export type Cell = z.infer<typeof Cell>;
export const notAsked = -1;
export const notAnswered = -2;

export const Facts = z.object({
  /** In the order of the plan's columns; of a repeated question, a list of its cases. */
  cells: z.array(z.union([Cell, z.object({ cases: z.array(Cell) })])),
  /** In the order of the plan's scores, with three decimals. */
  scores: z.array(z.nullable(z.number())),
  weight: z.number(),
});
export type Facts = z.infer<typeof Facts>;

/** Reads a submission, laid into an interview of the questionnaire that it answers, as one of this plan. */
export function factsOf(
  plan: Plan,
  interview: Interview,
  { language, mode }: { readonly language: string; readonly mode: string },
): Facts {
  const scores = scoresIn(interview);
  return {
    cells: plan.columns.map((column) => {
      if (column.path === languageColumn) return column.categories.indexOf(language);
      if (column.path === modeColumn) return column.categories.indexOf(mode);
      const heard = heardAt(interview, column.path).map((answer) => toCell(column, answer));
      return column.isRepeated ? { cases: heard } : (heard[0] ?? notAsked);
    }),
    scores: plan.scores.map(({ score }) => {
      const points = scores.get(score.name) ?? null;
      return points === null ? null : Math.round(points * 1000) / 1000;
    }),
    weight: weightIn(plan, interview),
  };
}

function toCell({ kind, categories }: Column, answer: Answer | undefined): Cell {
  if (answer === undefined) return notAsked;
  if (isBlank(answer)) return notAnswered;
  if (kind === 'other') return 0;
  if (kind === 'number') return bucketOf(Number(answer));
  const placeOf = (name: string) => {
    const at = categories.indexOf(name);
    return at < 0 ? categories.length : at;
  };
  if (kind === 'one') return placeOf(String(answer));
  return [...new Set((Array.isArray(answer) ? answer : [String(answer)]).map(placeOf))];
}

/** A weight that is missing, or is no weight, is 1. */
function weightIn({ weight }: Plan, interview: Interview): number {
  if (weight === null) return 1;
  const given = Number(heardAt(interview, weight)[0] ?? 1);
  return Number.isFinite(given) && given > 0 ? given : 1;
}
