import type { ScoreFigures } from '../results/index.ts';
import { type Drawing, letter, line, plainBar, quiet, type Shape, text, width } from './drawing.ts';
import { hasMean, oneDigit, type Reader } from './reading.ts';
import { wrap } from './wrap.ts';

export interface ScoreRow {
  readonly name: string;
  readonly figures: ScoreFigures;
  /** A line over it: a heading of those that follow. */
  readonly isHead?: boolean;
}

const left = 290;
const right = 70;
const row = 34;
const top = 26;
const place = (score: number) => left + (score / 100) * (width - left - right);

/** Means on the way from 0 to 100, each with its interval. They stand in the questionnaire's order: this is no league table. */
export function meansDrawing(rows: readonly ScoreRow[], reader: Reader): Drawing {
  const { t, language } = reader;
  const labels = rows.map(({ name }) => wrap(name, 38, language, 3));
  const heights = labels.map((lines) => Math.max(row, lines.length * letter * 1.35 + 10));
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const write = oneDigit(language);
  const number = new Intl.NumberFormat(language);
  let y = top;
  const means = rows.flatMap(({ figures, isHead }, at): Shape[] => {
    const height = heights[at] ?? row;
    const centre = y + height / 2;
    y += height;
    const over = centre - height / 2;
    return [
      ...(isHead && at > 0
        ? [{ is: 'line', from: [0, over], to: [width, over], stroke: line } as const]
        : []),
      text(labels[at] ?? [], 0, centre),
      ...(hasMean(figures)
        ? [...intervalOf(figures, centre), text(write(figures.mean), width, centre, { anchor: 'end' })]
        : [
            text(figures ? t('results.allTheSame') : t('results.hidden'), place(50), centre, {
              size: 13,
              fill: quiet,
              anchor: 'middle',
            }),
          ]),
    ];
  });
  return {
    height: bottom + 8,
    shapes: [
      ...[0, 25, 50, 75, 100].flatMap((at): Shape[] => [
        { is: 'line', from: [place(at), top - 6], to: [place(at), bottom], stroke: line },
        text(number.format(at), place(at), 10, { size: 12, fill: quiet, anchor: 'middle' }),
      ]),
      ...means,
    ],
  };
}

function intervalOf({ mean, low, high }: { mean: number; low: number; high: number }, y: number): Shape[] {
  const stroke = (from: [number, number], to: [number, number]): Shape => ({
    is: 'line',
    from,
    to,
    stroke: plainBar,
    thickness: 2,
  });
  return [
    stroke([place(low), y], [place(high), y]),
    ...[low, high].map((end) => stroke([place(end), y - 9], [place(end), y + 9])),
    { is: 'dot', x: place(mean), y, radius: 4.5, fill: plainBar },
  ];
}
