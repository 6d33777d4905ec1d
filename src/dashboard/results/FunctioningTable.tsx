import { nameOf, useText } from '../../i18n/index.ts';
import type { Results } from '../../results/index.ts';
import { questionWords, type Reader, twoDigits } from './reading.ts';
import { Wide } from './Wide.tsx';

/** Which statements are answered otherwise in one language by people who are alike on the scale. */
export function FunctioningTable({ results, reader }: { results: Results; reader: Reader }) {
  const { t, language } = useText();
  const { functioning, questions } = results;
  if (functioning.length === 0) return null;
  const two = twoDigits(language);
  const p = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const number = new Intl.NumberFormat(language);
  const notable = functioning.filter(({ size }) => size !== 'none');
  const labelOf = (name: string) => {
    const question = questions.find((it) => it.name === name);
    return question ? questionWords(reader, question) : name;
  };
  return (
    <section class="desk-card" aria-labelledby="functioning">
      <h2 id="functioning">{t('results.functioning')}</h2>
      <p>{t('results.functioningText')}</p>
      {notable.length === 0 ? (
        <p class="note">{t('results.functioningNone')}</p>
      ) : (
        <Wide class="chart-table" name={t('results.functioning')}>
          <table>
            <caption class="unseen">{t('results.functioning')}</caption>
            <thead>
              <tr>
                <td />
                <th scope="col">{t('results.language')}</th>
                <th scope="col">{t('results.n')}</th>
                <th scope="col">{t('results.difference')}</th>
                <th scope="col">p</th>
                <th scope="col">{t('results.size')}</th>
              </tr>
            </thead>
            <tbody>
              {notable.map(({ item, score, language: tag, reference, n, difference, p: chance, size }) => (
                <tr key={`${score} ${item} ${tag}`}>
                  <th scope="row">{labelOf(item)}</th>
                  <td>{t('results.against', { language: nameOf(tag), reference: nameOf(reference) })}</td>
                  <td>{number.format(n)}</td>
                  <td>{two(difference)}</td>
                  <td>{chance < 0.001 ? `< ${p.format(0.001)}` : p.format(chance)}</td>
                  <td>{t(`results.sizes.${size}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}
