import { useText } from '../../i18n/index.ts';
import type { QuestionFigures, QuestionResults } from '../../results/index.ts';
import { Chart, Lines } from './Chart.tsx';
import { DistributionTable } from './DistributionTable.tsx';
import { diverging, ink, letter, line, onDiverging, quiet, width, wrap } from './drawing.ts';
import { categoryWords, isDistribution, percent, type Reader, shareOf } from './reading.ts';

export interface Row {
  readonly name: string;
  readonly question: QuestionResults;
  readonly figures: QuestionFigures;
}

const left = 290; // of the bars: a statement in three lines
const right = 60;
const bar = 30;
const points = 5;

/** Who agrees lies to the right of the middle, who does not to the left, and who is between on both sides of it. */
export function AgreementChart({
  title,
  name,
  rows,
  reader,
}: {
  title: string;
  name: string;
  rows: readonly Row[];
  reader: Reader;
}) {
  const { t } = useText();
  const [{ question } = { question: null }] = rows;
  if (!question) return null;
  const anchors = categoryWords(reader, question).slice(0, points);
  const labels = rows.map((row) => wrap(row.name, 38, reader.language));
  const heights = labels.map((lines) => Math.max(bar + 14, lines.length * letter * 1.35 + 12));
  const legend = legendOf(anchors, reader.language);
  const top = legend.height + 12;
  const middle = left + (width - left - right) / 2;
  const half = (width - left - right) / 2;
  const reach = Math.max(0.5, ...rows.map(reachOf)); // of the longest bar, from the middle
  let y = top;
  return (
    <Chart
      title={title}
      name={name}
      height={top + heights.reduce((sum, height) => sum + height, 0) + 28}
      drawing={
        <>
          {legend.places.map(({ x, y, lines }, at) => (
            <g key={anchors[at]}>
              <rect x={x} y={y - 8} width={14} height={14} fill={diverging[at]} />
              <Lines lines={lines} x={x + 20} y={y} size={13} fill={ink} />
            </g>
          ))}
          {rows.map((row, at) => {
            const height = heights[at] ?? bar;
            const centre = y + height / 2;
            y += height;
            return (
              <g key={row.name}>
                <Lines lines={labels[at] ?? []} x={0} y={centre} size={letter} fill={ink} />
                <Bar row={row} centre={centre} middle={middle} half={half} reach={reach} reader={reader} />
              </g>
            );
          })}
          <line x1={middle} x2={middle} y1={top} y2={y} stroke={quiet} stroke-dasharray="2 3" />
          <Lines lines={[t('results.n')]} x={width} y={y + 14} size={12} fill={quiet} anchor="end" />
        </>
      }
    >
      <DistributionTable caption={title} rows={rows} reader={reader} />
    </Chart>
  );
}

function Bar({
  row,
  centre,
  middle,
  half,
  reach,
  reader,
}: {
  row: Row;
  centre: number;
  middle: number;
  half: number;
  reach: number;
  reader: Reader;
}) {
  const { t, language } = useText();
  const { figures } = row;
  if (!isDistribution(figures)) {
    const text = figures
      ? t('results.unanimous', { answer: categoryWords(reader, row.question)[figures.category ?? 0] ?? '' })
      : t('results.hidden');
    return (
      <Lines lines={wrap(text, 52, language)} x={middle} y={centre} size={13} fill={quiet} anchor="middle" />
    );
  }
  const shares = Array.from({ length: points }, (_, at) => shareOf(figures, at) ?? 0);
  const write = percent(language);
  const widths = shares.map((share) => (share / reach) * half);
  let x = middle - (widths[0] ?? 0) - (widths[1] ?? 0) - (widths[2] ?? 0) / 2;
  return (
    <>
      <line x1={middle - half} x2={middle + half} y1={centre} y2={centre} stroke={line} />
      {widths.map((wide, at) => {
        const from = x;
        x += wide;
        const share = shares[at] ?? 0;
        return (
          <g key={diverging[at]}>
            <rect x={from} y={centre - bar / 2} width={Math.max(0, wide)} height={bar} fill={diverging[at]} />
            {wide >= 30 && (
              <Lines
                lines={[write(share)]}
                x={from + wide / 2}
                y={centre}
                size={12}
                fill={onDiverging[at] ?? ink}
                anchor="middle"
              />
            )}
          </g>
        );
      })}
      <Lines
        lines={[new Intl.NumberFormat(language).format(figures.valid)]}
        x={width}
        y={centre}
        size={13}
        fill={quiet}
        anchor="end"
      />
    </>
  );
}

/** How far a bar goes from the middle, to the side where it goes further. */
function reachOf({ figures }: Row): number {
  if (!isDistribution(figures)) return 0;
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = Array.from(
    { length: points },
    (_, at) => shareOf(figures, at) ?? 0,
  );
  return Math.max(a + b, d + e) + c / 2;
}

/** Where each anchor of the scale stands: two in a row, the last by itself. */
function legendOf(anchors: readonly string[], language: string) {
  const columns = 2;
  const step = width / columns;
  const rows = Math.ceil(anchors.length / columns);
  const lines = anchors.map((anchor) => wrap(anchor, 44, language, 2));
  const tall = lines.some((one) => one.length > 1) ? 40 : 24;
  return {
    height: rows * tall,
    places: lines.map((one, at) => ({
      lines: one,
      x: Math.floor(at / rows) * step,
      y: (at % rows) * tall + tall / 2,
    })),
  };
}

/** The share that agrees, by which rows are ordered so that the eye runs down the bars. */
export function agreeing({ figures }: Row): number {
  return isDistribution(figures) ? (shareOf(figures, 3) ?? 0) + (shareOf(figures, 4) ?? 0) : -1;
}
