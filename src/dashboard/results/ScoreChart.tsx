import { useText } from '../../i18n/index.ts';
import type { ScoreFigures } from '../../results/index.ts';
import { Chart, Lines } from './Chart.tsx';
import { ink, letter, line, plainBar, quiet, width, wrap } from './drawing.ts';
import { hasMean, oneDigit, type Reader } from './reading.ts';
import { ScoreTable } from './ScoreTable.tsx';

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

/** Means on the way from 0 to 100, each with its interval. They stand in the questionnaire's order: this is no league table. */
export function ScoreChart({
  title,
  name,
  rows,
  reader,
}: {
  title: string;
  name: string;
  rows: readonly ScoreRow[];
  reader: Reader;
}) {
  const { t, language } = useText();
  const place = (score: number) => left + (score / 100) * (width - left - right);
  const labels = rows.map(({ name }) => wrap(name, 38, reader.language, 3));
  const heights = labels.map((lines) => Math.max(row, lines.length * letter * 1.35 + 10));
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const write = oneDigit(language);
  const number = new Intl.NumberFormat(language);
  let y = top;
  return (
    <Chart
      title={title}
      name={name}
      height={bottom + 8}
      drawing={
        <>
          {[0, 25, 50, 75, 100].map((at) => (
            <g key={at}>
              <line x1={place(at)} x2={place(at)} y1={top - 6} y2={bottom} stroke={line} />
              <Lines
                lines={[number.format(at)]}
                x={place(at)}
                y={10}
                size={12}
                fill={quiet}
                anchor="middle"
              />
            </g>
          ))}
          {rows.map(({ name, figures, isHead }, at) => {
            const height = heights[at] ?? row;
            const centre = y + height / 2;
            y += height;
            return (
              <g key={name}>
                {isHead && at > 0 && (
                  <line x1={0} x2={width} y1={centre - height / 2} y2={centre - height / 2} stroke={line} />
                )}
                <Lines lines={labels[at] ?? []} x={0} y={centre} size={letter} fill={ink} />
                {hasMean(figures) ? (
                  <>
                    <line
                      x1={place(figures.low)}
                      x2={place(figures.high)}
                      y1={centre}
                      y2={centre}
                      stroke={plainBar}
                      stroke-width={2}
                    />
                    {[figures.low, figures.high].map((end) => (
                      <line
                        key={end}
                        x1={place(end)}
                        x2={place(end)}
                        y1={centre - 9}
                        y2={centre + 9}
                        stroke={plainBar}
                        stroke-width={2}
                      />
                    ))}
                    <circle cx={place(figures.mean)} cy={centre} r={4.5} fill={plainBar} />
                    <Lines
                      lines={[write(figures.mean)]}
                      x={width}
                      y={centre}
                      size={letter}
                      fill={ink}
                      anchor="end"
                    />
                  </>
                ) : (
                  <Lines
                    lines={[figures ? t('results.allTheSame') : t('results.hidden')]}
                    x={place(50)}
                    y={centre}
                    size={13}
                    fill={quiet}
                    anchor="middle"
                  />
                )}
              </g>
            );
          })}
        </>
      }
    >
      <ScoreTable caption={title} rows={rows} />
    </Chart>
  );
}
