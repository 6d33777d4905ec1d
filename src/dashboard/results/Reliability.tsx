import { useText } from '../../i18n/index.ts';
import type { Results } from '../../results/index.ts';
import { hasMean, questionWords, type Reader, twoDigits, words } from './reading.ts';
import { Wide } from './Wide.tsx';

/** How well the items of each scale go together, and each item with the rest. */
export function Reliability({ results, reader }: { results: Results; reader: Reader }) {
  const { t, language } = useText();
  const two = twoDigits(language);
  const number = new Intl.NumberFormat(language);
  const told = results.scores.flatMap((score) =>
    hasMean(score.all) && score.all.reliability ? [{ score, reliability: score.all.reliability }] : [],
  );
  if (told.length === 0) return null;
  const labelOf = (name: string) => {
    const question = results.questions.find((it) => it.name === name);
    return question ? questionWords(reader, question) : name;
  };
  return (
    <details class="chart">
      <summary>{t('results.reliability')}</summary>
      <p>{t('results.reliabilityText')}</p>
      <Wide class="chart-table" name={t('results.reliability')}>
        <table>
          <caption class="unseen">{t('results.reliability')}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">{t('results.n')}</th>
              <th scope="col">{t('results.alpha')}</th>
              <th scope="col">{t('results.interval')}</th>
              <th scope="col">{t('results.omega')}</th>
              <th scope="col">{t('results.rest')}</th>
              <th scope="col">{t('results.alphaWithout')}</th>
            </tr>
          </thead>
          {told.map(({ score, reliability: { n, alpha, omega, spearmanBrown, items } }) => (
            <tbody key={score.name}>
              <tr class="table-head">
                <th scope="rowgroup">{words(reader, score.label, score.name)}</th>
                <td>{number.format(n)}</td>
                <td>{alpha ? two(alpha.value) : '–'}</td>
                <td>{alpha ? `${two(alpha.low)}–${two(alpha.high)}` : '–'}</td>
                <td>
                  {omega !== null ? two(omega) : spearmanBrown !== null ? `${two(spearmanBrown)}*` : '–'}
                </td>
                <td />
                <td />
              </tr>
              {items.map(({ name, rest, alphaWithout }) => (
                <tr key={name}>
                  <th scope="row">{labelOf(name)}</th>
                  <td />
                  <td />
                  <td />
                  <td />
                  <td>{rest === null ? '–' : two(rest)}</td>
                  <td>{alphaWithout === null ? '–' : two(alphaWithout)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Wide>
      <p class="small quiet">{t('results.spearmanBrown')}</p>
    </details>
  );
}
