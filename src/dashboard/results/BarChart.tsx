import { useText } from '../../i18n/index.ts';
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
  const { t, language } = useText();
  const [first] = rows;
  const told = rows.filter(({ figures }) => isDistribution(figures));
  if (!first) return null;
  const { question } = first;
  const names = categoryWords(reader, question);
  const shown = categoriesShown({ ...question, groups: rows.map(({ figures }) => figures) }).filter((at) =>
    isOfScale(question, at),
  );
  const labels = shown.map((at) => wrap(names[at] ?? '', 32, language, 3));
  const heights = labels.map((lines) => Math.max(bar + 10, lines.length * letter * 1.35 + 8));
  const columns = Math.max(1, told.length);
  const wide = (width - left) / columns;
  const heads = told.map((row) =>
    told.length > 1 || row.name !== title ? wrap(row.name, Math.floor(wide / 7.5), language, 4) : [],
  );
  const headLines = Math.max(0, ...heads.map((lines) => lines.length));
  const top = headLines * letter * 1.3 + 26;
  const isMany = columns > 4;
  const room = wide - gap - (isMany ? 0 : 46);
  const write = percent(language);
  const number = new Intl.NumberFormat(language);
  let y = top;
  const places = heights.map((height) => {
    const centre = y + height / 2;
    y += height;
    return centre;
  });
  return (
    <Chart
      title={title}
      name={name}
      height={told.length === 0 ? 40 : y + 8}
      drawing={
        told.length === 0 ? (
          <Lines lines={wrap(sayOf(rows, names, t), 90, language)} x={0} y={20} size={letter} fill={quiet} />
        ) : (
          <>
            {shown.map((at, row) => (
              <Lines key={at} lines={labels[row] ?? []} x={0} y={places[row] ?? 0} size={letter} fill={ink} />
            ))}
            {told.map(({ name, figures }, column) => {
              const x = left + column * wide;
              if (!isDistribution(figures)) return null;
              return (
                <g key={name}>
                  <Lines
                    lines={heads[column] ?? []}
                    x={x}
                    y={(headLines * letter * 1.3) / 2}
                    size={13}
                    fill={ink}
                  />
                  <Lines
                    lines={[t('results.nIs', { number: number.format(figures.valid) })]}
                    x={x}
                    y={top - 14}
                    size={12}
                    fill={quiet}
                  />
                  <line x1={x} x2={x} y1={top - 4} y2={y} stroke={line} />
                  {shown.map((at, row) => {
                    const share = shareOf(figures, at);
                    const centre = places[row] ?? 0;
                    return (
                      <g key={at}>
                        <rect
                          x={x}
                          y={centre - bar / 2}
                          width={Math.max(0, (share ?? 0) * room)}
                          height={bar}
                          fill={plainBar}
                        />
                        <Lines
                          lines={[share === null ? '–' : write(share)]}
                          x={isMany ? x + 3 : x + (share ?? 0) * room + 6}
                          y={isMany ? centre + bar / 2 + 7 : centre}
                          size={isMany ? 11 : 13}
                          fill={quiet}
                        />
                      </g>
                    );
                  })}
                </g>
              );
            })}
          </>
        )
      }
    >
      <DistributionTable caption={title} rows={rows} reader={reader} />
    </Chart>
  );
}

function sayOf(rows: readonly Row[], names: readonly string[], t: ReturnType<typeof useText>['t']): string {
  const [first] = rows;
  const figures = first?.figures;
  return figures && 'unanimous' in figures
    ? t('results.unanimous', { answer: names[figures.category ?? 0] ?? '' })
    : t('results.hidden');
}
