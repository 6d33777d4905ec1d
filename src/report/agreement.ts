import {
  type Drawing,
  diverging,
  letter,
  line,
  onDiverging,
  quiet,
  type Shape,
  text,
  width,
} from './drawing.ts';
import { categoryWords, isDistribution, percent, type QuestionRow, type Reader, shareOf } from './reading.ts';
import { wrap } from './wrap.ts';

const left = 290; // of the bars: a statement in three lines
const right = 60;
const bar = 30;
const points = 5;
const half = (width - left - right) / 2;
const middle = left + half;

/** Who agrees lies to the right of the middle, who does not to the left, and who is between on both sides of it. */
export function agreementDrawing(rows: readonly QuestionRow[], reader: Reader): Drawing | null {
  const [first] = rows;
  if (!first) return null;
  const { language, t } = reader;
  const anchors = categoryWords(reader, first.question).slice(0, points);
  const labels = rows.map(({ name }) => wrap(name, 38, language));
  const legend = legendOf(anchors, language);
  const top = legend.height + 12;
  const reach = Math.max(0.5, ...rows.map(reachOf)); // of the longest bar, from the middle
  let y = top;
  const bars = rows.flatMap((row, at): Shape[] => {
    const lines = labels[at] ?? [];
    const height = Math.max(bar + 14, lines.length * letter * 1.35 + 12);
    const centre = y + height / 2;
    y += height;
    return [text(lines, 0, centre), ...barOf(row, centre, reach, reader)];
  });
  return {
    height: y + 28,
    shapes: [
      ...legend.shapes,
      ...bars,
      { is: 'line', from: [middle, top], to: [middle, y], stroke: quiet, dashed: true },
      text(t('results.n'), width, y + 14, { size: 12, fill: quiet, anchor: 'end' }),
    ],
  };
}

function barOf({ question, figures }: QuestionRow, centre: number, reach: number, reader: Reader): Shape[] {
  const { t, language } = reader;
  if (!isDistribution(figures)) {
    const said = figures
      ? t('results.unanimous', { answer: categoryWords(reader, question)[figures.category ?? 0] ?? '' })
      : t('results.hidden');
    return [text(wrap(said, 52, language), middle, centre, { size: 13, fill: quiet, anchor: 'middle' })];
  }
  const shares = sharesOf(figures);
  const write = percent(language);
  const widths = shares.map((share) => (share / reach) * half);
  let x = middle - (widths[0] ?? 0) - (widths[1] ?? 0) - (widths[2] ?? 0) / 2;
  return [
    { is: 'line', from: [middle - half, centre], to: [middle + half, centre], stroke: line },
    ...widths.flatMap((wide, at): Shape[] => {
      const from = x;
      x += wide;
      const fill = diverging[at] ?? quiet;
      const piece: Shape = {
        is: 'bar',
        x: from,
        y: centre - bar / 2,
        width: Math.max(0, wide),
        height: bar,
        fill,
      };
      if (wide < 30) return [piece];
      const words = text(write(shares[at] ?? 0), from + wide / 2, centre, {
        size: 12,
        anchor: 'middle',
        fill: onDiverging[at] ?? quiet,
      });
      return [piece, words];
    }),
    text(new Intl.NumberFormat(language).format(figures.valid), width, centre, {
      size: 13,
      fill: quiet,
      anchor: 'end',
    }),
  ];
}

const sharesOf = (figures: QuestionRow['figures']): number[] =>
  Array.from({ length: points }, (_, at) => (isDistribution(figures) ? (shareOf(figures, at) ?? 0) : 0));

/** How far a bar goes from the middle, to the side where it goes further. */
function reachOf({ figures }: QuestionRow): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = sharesOf(figures);
  return Math.max(a + b, d + e) + c / 2;
}

/** Where each anchor of the scale stands: two in a row, the last by itself. */
function legendOf(
  anchors: readonly string[],
  language: string,
): { readonly height: number; readonly shapes: readonly Shape[] } {
  const columns = 2;
  const step = width / columns;
  const rows = Math.ceil(anchors.length / columns);
  const lines = anchors.map((anchor) => wrap(anchor, 44, language, 2));
  const tall = lines.some((one) => one.length > 1) ? 40 : 24;
  return {
    height: rows * tall,
    shapes: lines.flatMap((one, at): Shape[] => {
      const x = Math.floor(at / rows) * step;
      const y = (at % rows) * tall + tall / 2;
      return [
        { is: 'bar', x, y: y - 8, width: 14, height: 14, fill: diverging[at] ?? quiet },
        text(one, x + 20, y, { size: 13 }),
      ];
    }),
  };
}

/** The share that agrees, by which rows are ordered so that the eye runs down the bars. */
export const agreeing = ({ figures }: QuestionRow): number =>
  isDistribution(figures) ? (shareOf(figures, 3) ?? 0) + (shareOf(figures, 4) ?? 0) : -1;
