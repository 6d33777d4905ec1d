import { useText } from '../../i18n/index.ts';
import { hasMean, oneDigit, twoDigits } from './reading.ts';
import type { ScoreRow } from './ScoreChart.tsx';

/** Means, their intervals and spread, how reliable each is, and how many lie in each band of ten. */
export function ScoreTable({ caption, rows }: { caption: string; rows: readonly ScoreRow[] }) {
  const { t, language } = useText();
  const one = oneDigit(language);
  const two = twoDigits(language);
  const number = new Intl.NumberFormat(language);
  const bands = Array.from({ length: 10 }, (_, at) => at);
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('results.n')}</th>
          <th scope="col">{t('results.mean')}</th>
          <th scope="col">{t('results.interval')}</th>
          <th scope="col">{t('results.sd')}</th>
          <th scope="col">{t('results.alpha')}</th>
          <th scope="col">{t('results.omega')}</th>
          {bands.map((at) => (
            <th key={at} scope="col">{`${at * 10}–${at * 10 + 10}`}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, figures }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {hasMean(figures) ? (
              <>
                <td>{number.format(figures.n)}</td>
                <td>{one(figures.mean)}</td>
                <td>{`${one(figures.low)}–${one(figures.high)}`}</td>
                <td>{one(figures.sd)}</td>
                <td>{figures.reliability?.alpha ? two(figures.reliability.alpha.value) : '–'}</td>
                <td>{omegaOf(figures.reliability, two)}</td>
                {figures.bands.map((count, at) => (
                  <td key={at}>{number.format(count)}</td>
                ))}
              </>
            ) : (
              <td colSpan={6 + bands.length}>{figures ? t('results.allTheSame') : t('results.hidden')}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function omegaOf(
  reliability: { omega: number | null; spearmanBrown: number | null } | undefined,
  write: (value: number) => string,
): string {
  const value = reliability?.omega ?? reliability?.spearmanBrown ?? null;
  return value === null ? '–' : write(value);
}
