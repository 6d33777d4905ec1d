import { useText } from '../../i18n/index.ts';
import { type Reader, reliabilityTable, scoreFigures } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';
import { Chart } from './Chart.tsx';
import { TableOf } from './TableOf.tsx';

/** Indices first, then scales; by groups, a chart for each. */
export function Scores({ results, reader }: { results: Results; reader: Reader }) {
  const { t } = useText();
  const figures = scoreFigures(results, reader);
  const reliability = reliabilityTable(results, reader);
  if (figures.length === 0) return null;
  return (
    <section class="desk-card" aria-labelledby="scores">
      <h2 id="scores">{t('results.scores')}</h2>
      <p>{t('results.scoresText')}</p>
      {figures.map((figure) => (
        <Chart key={figure.name} figure={figure} />
      ))}
      {reliability && (
        <details class="chart">
          <summary>{t('results.reliability')}</summary>
          <p>{t('results.reliabilityText')}</p>
          <TableOf table={reliability} />
          <p class="small quiet">{t('results.spearmanBrown')}</p>
        </details>
      )}
    </section>
  );
}
