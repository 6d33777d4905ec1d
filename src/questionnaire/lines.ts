/**
 * Lines and areas as people make them: point after point. What is kept is an answer from the first point on, so that each is
 * on the disk at once: while there are too few, the last one stands for those that are to come (`isUnfinished`).
 */
import { leastPoints } from './codecs.ts';
import { area, distance } from './formula/functions/more.ts'; // with the shelf: a chunk of their own would cost everybody

export type LineKind = 'trace' | 'shape';

/** The points of an answer, each as it is written; an area's closing point is not said twice. */
export function pointsOf(kind: LineKind, answer: unknown): readonly string[] {
  const written = typeof answer === 'string' ? answer.split(';') : [];
  const points = written.map((point) => point.trim().replace(/\s+/g, ' ')).filter((point) => point !== '');
  return opened(kind, points);
}

/** The answer that has these points: `null` without any. */
export function toLine(kind: LineKind, points: readonly string[]): string | null {
  const all = [...opened(kind, points)];
  const [first] = all;
  if (first === undefined) return null;
  while (all.length < leastPoints[kind]) all.push(all.at(-1) ?? first);
  return (kind === 'shape' ? [...all, first] : all).join('; ');
}

/** Metres along the line, or around the area. */
export const lengthOf = (kind: LineKind, points: readonly string[]): number =>
  points.length < 2 ? 0 : distance(kind === 'shape' ? [...points, points[0] ?? ''] : points);

/** Square metres. */
export const areaOf = (points: readonly string[]): number => (points.length < 3 ? 0 : area(points));

/** Without the same point twice in a row, which says nothing; and an area without its first point at the end. */
function opened(kind: LineKind, points: readonly string[]): readonly string[] {
  const each = points.filter((point, at) => at === 0 || point !== points[at - 1]);
  while (kind === 'shape' && each.length > 1 && each.at(-1) === each[0]) each.pop();
  return each;
}
