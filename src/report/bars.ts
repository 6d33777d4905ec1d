import type { Distribution } from '../results/index.ts';
import { type Drawing, letter, line, plainBar, quiet, type Shape, text, width } from './drawing.ts';
import {
  categoriesShown,
  categoryWords,
  isDistribution,
  isOfScale,
  percent,
  type QuestionRow,
  type Reader,
  shareOf,
} from './reading.ts';
import { wrap } from './wrap.ts';

const left = 250;
const bar = 18;
const gap = 12;
const mostBeside = 5; // groups; more of them begin another band below

interface Told {
  readonly name: string;
  readonly figures: Distribution;
}

/** A bar for each answer, in the order of the questionnaire; several groups stand side by side, all on the same scale. */
export function barDrawing(rows: readonly QuestionRow[], reader: Reader): Drawing | null {
  const [first] = rows;
  const told = rows.flatMap(({ name, figures }): Told[] =>
    isDistribution(figures) ? [{ name, figures }] : [],
  );
  if (!first || told.length === 0) return null;
  const { question } = first;
  const names = categoryWords(reader, question);
  const shown = categoriesShown({ ...question, groups: rows.map(({ figures }) => figures) }).filter((at) =>
    isOfScale(question, at),
  );
  const bands = Array.from({ length: Math.ceil(told.length / mostBeside) }, (_, at) =>
    bandOf(
      told.slice(at * mostBeside, (at + 1) * mostBeside),
      shown,
      names,
      rows.length > 1,
      reader.language,
    ),
  );
  let y = 0;
  const shapes = bands.flatMap((band) => {
    const begin = y;
    y += band.height;
    return shapesOf(band, begin, reader);
  });
  return { height: y, shapes };
}

interface Band {
  readonly told: readonly Told[];
  readonly shown: readonly number[];
  readonly labels: readonly (readonly string[])[];
  readonly heads: readonly (readonly string[])[];
  readonly heights: readonly number[];
  /** Where the bars begin. */
  readonly top: number;
  readonly height: number;
}

/** Where everything stands in a row of groups. */
function bandOf(
  told: readonly Told[],
  shown: readonly number[],
  names: readonly string[],
  isSeveral: boolean,
  language: string,
): Band {
  const labels = shown.map((at) => wrap(names[at] ?? '', 32, language, 3));
  const isNarrow = told.length > 3;
  const heights = labels.map((lines) =>
    Math.max(bar + (isNarrow ? 24 : 10), lines.length * letter * 1.35 + 8),
  );
  const wide = (width - left) / told.length;
  const heads = told.map(({ name }) => (isSeveral ? wrap(name, Math.floor(wide / 7.5), language, 4) : []));
  const top = Math.max(0, ...heads.map((lines) => lines.length)) * letter * 1.3 + 26;
  return { told, shown, labels, heads, heights, top, height: heights.reduce((sum, x) => sum + x, top) + 16 };
}

function shapesOf(band: Band, y: number, { t, language }: Reader): Shape[] {
  const { told, shown, labels, heads, heights, top, height } = band;
  const isNarrow = told.length > 3;
  const wide = (width - left) / told.length;
  const room = wide - gap - (isNarrow ? 0 : 46);
  const write = percent(language);
  const number = new Intl.NumberFormat(language);
  let below = y + top;
  const places = heights.map((height) => {
    const centre = below + height / 2;
    below += height;
    return isNarrow ? centre - 8 : centre;
  });
  return [
    ...shown.map((_, row) => text(labels[row] ?? [], 0, places[row] ?? 0)),
    ...told.flatMap(({ figures }, column): Shape[] => {
      const x = left + column * wide;
      return [
        text(heads[column] ?? [], x, y + (top - 26) / 2, { size: 13 }),
        text(t('results.nIs', { number: number.format(figures.valid) }), x, y + top - 14, {
          size: 12,
          fill: quiet,
        }),
        { is: 'line', from: [x, y + top - 4], to: [x, y + height - 16], stroke: line },
        ...shown.flatMap((at, row): Shape[] => {
          const share = shareOf(figures, at);
          const centre = places[row] ?? 0;
          const end = (share ?? 0) * room;
          return [
            { is: 'bar', x, y: centre - bar / 2, width: Math.max(0, end), height: bar, fill: plainBar },
            text(
              share === null ? '–' : write(share),
              isNarrow ? x + 3 : x + end + 6,
              isNarrow ? centre + bar / 2 + 8 : centre,
              { size: isNarrow ? 12 : 13, fill: quiet },
            ),
          ];
        }),
      ];
    }),
  ];
}
