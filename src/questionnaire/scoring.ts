/**
 * Scores 0–100 over 5-point items or formulas, and indices over scores. A blank, a "don't know" and a "not applicable" never count;
 * with too few items left there is no score rather than a poor one. Full precision here; `oneDecimal` is for reading.
 */
import type { Answer } from './answers.ts';
import type { Points, Score } from './schema.ts';

/**
 * Every score and index by name; `null` is missing. An index may use any score that stands before it. `pointsOf` works out
 * formulas: only an interview can (`scoresIn`).
 */
export function scoresOf(
  scores: readonly Score[],
  answerOf: (name: string) => Answer | undefined,
  pointsOf: (points: Points) => number | null = () => null,
): ReadonlyMap<string, number | null> {
  const known = new Map<string, number | null>();
  for (const score of scores) {
    const parts =
      'items' in score
        ? score.items.map((item) => toPoints(answerOf(item), score.reversed.includes(item)))
        : 'meanOf' in score
          ? score.meanOf.map((name) => known.get(name) ?? null)
          : score.points.map(pointsOf);
    const mean = meanOf(parts, score.atLeast);
    known.set(score.name, mean === null || !('items' in score) ? mean : ((mean - 1) / 4) * 100);
  }
  return known;
}

/** The point 1–5 that an answer stands for, turned round (6 − x) for a reversed item; `null` if it does not count. */
export function toPoints(answer: Answer | undefined, reversed: boolean): number | null {
  const x = typeof answer === 'string' && answer !== '' ? Number(answer) : answer;
  if (typeof x !== 'number' || !Number.isInteger(x) || x < 1 || x > 5) return null;
  return reversed ? 6 - x : x;
}

/** The mean of what counts; `null` where too little does. */
export function meanOf(parts: readonly (number | null)[], atLeast: number): number | null {
  const present = parts.filter((part) => part !== null);
  if (present.length === 0 || present.length < atLeast) return null;
  return present.reduce((sum, x) => sum + x, 0) / present.length;
}

/** One decimal, half away from zero: 43.75 is read 43.8, and −43.75 is read −43.8. */
export function oneDecimal(value: number): number {
  const tenths = Math.round(Number((Math.abs(value) * 10).toPrecision(14))); // 0.15 × 10 must not be 1.4999…
  return Math.sign(value) * (tenths / 10) || 0;
}

/**
 * Cronbach's alpha of a scale: one row for each person, one column for each item, reversed items turned already.
 * Sample variances (n − 1). `null` with fewer than two persons or items, or when nobody differs.
 */
export function cronbachsAlpha(rows: readonly (readonly number[])[]): number | null {
  const items = rows[0]?.length ?? 0;
  if (rows.length < 2 || items < 2) return null;
  const total = variance(rows.map((row) => row.reduce((sum, x) => sum + x, 0)));
  if (total === 0) return null;
  let within = 0;
  for (let item = 0; item < items; item++) within += variance(rows.map((row) => row[item] ?? Number.NaN));
  return (items / (items - 1)) * (1 - within / total);
}

function variance(xs: readonly number[]): number {
  const mean = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  return xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (xs.length - 1);
}
