import { useText } from '../../i18n/index.ts';
import type { Distribution } from '../../results/index.ts';
import type { Row } from './AgreementChart.tsx';
import { Chart, Lines } from './Chart.tsx';
import { DistributionTable } from './DistributionTable.tsx';
import { ink, letter, line, plainBar, quiet, width, wrap } from './drawing.ts';
import {
  categoriesShown,
  categoryWords,
  isDistribution,
  isOfScale,
  percent,
  type Reader,
  shareOf,
} from './reading.ts';

const left = 250;
const bar = 18;
const gap = 12;
const mostBeside = 5; // groups; more of them begin another band below

interface Told {
  readonly name: string;
  readonly figures: Distribution;
}

/** A bar for each answer, in the order of the questionnaire; several groups stand side by side, all on the same scale. */
export function BarChart({
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
  const [first] = rows;
  const told = rows.flatMap(({ name, figures }): Told[] =>
    isDistribution(figures) ? [{ name, figures }] : [],
  );
  if (!first) return null;
  const { question, figures } = first;
  const names = categoryWords(reader, question);
  if (told.length === 0) {
    const isUnanimous = figures && 'unanimous' in figures;
    return (
      <div class="chart">
        <p class="chart-name">{title}</p>
        <p>
          {isUnanimous
            ? t('results.unanimous', { answer: names[figures.category ?? 0] ?? '' })
            : t('results.hidden')}
        </p>
      </div>
    );
  }
  const shown = categoriesShown({ ...question, groups: rows.map(({ figures }) => figures) }).filter((at) =>
    isOfScale(question, at),
  );
  const isSeveral = rows.length > 1;
  const bands = Array.from({ length: Math.ceil(told.length / mostBeside) }, (_, at) =>
    bandOf(told.slice(at * mostBeside, (at + 1) * mostBeside), shown, names, isSeveral, reader.language),
  );
  let y = 0;
  const begins = bands.map(({ height }) => {
    const begin = y;
    y += height;
    return begin;
  });
  return (
    <Chart
      title={title}
      name={name}
      height={y}
      drawing={bands.map((band, at) => <BandOf key={band.told[0]?.name} band={band} y={begins[at] ?? 0} />)}
    >
      <DistributionTable caption={title} rows={rows} reader={reader} />
    </Chart>
  );
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

function BandOf({
  band: { told, shown, labels, heads, heights, top, height },
  y,
}: {
  band: Band;
  y: number;
}) {
  const { t, language } = useText();
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
  return (
    <>
      {shown.map((at, row) => (
        <Lines key={at} lines={labels[row] ?? []} x={0} y={places[row] ?? 0} size={letter} fill={ink} />
      ))}
      {told.map(({ name, figures }, column) => {
        const x = left + column * wide;
        return (
          <g key={name}>
            <Lines lines={heads[column] ?? []} x={x} y={y + (top - 26) / 2} size={13} fill={ink} />
            <Lines
              lines={[t('results.nIs', { number: number.format(figures.valid) })]}
              x={x}
              y={y + top - 14}
              size={12}
              fill={quiet}
            />
            <line x1={x} x2={x} y1={y + top - 4} y2={y + height - 16} stroke={line} />
            {shown.map((at, row) => {
              const share = shareOf(figures, at);
              const centre = places[row] ?? 0;
              const end = (share ?? 0) * room;
              return (
                <g key={at}>
                  <rect x={x} y={centre - bar / 2} width={Math.max(0, end)} height={bar} fill={plainBar} />
                  <Lines
                    lines={[share === null ? '–' : write(share)]}
                    x={isNarrow ? x + 3 : x + end + 6}
                    y={isNarrow ? centre + bar / 2 + 8 : centre}
                    size={isNarrow ? 12 : 13}
                    fill={quiet}
                  />
                </g>
              );
            })}
          </g>
        );
      })}
    </>
  );
}
