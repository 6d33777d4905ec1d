import { useText } from '../../i18n/index.ts';
import type { Row } from './AgreementChart.tsx';
import {
  categoriesShown,
  categoryWords,
  isDistribution,
  isOfScale,
  percent,
  type Reader,
  shareOf,
} from './reading.ts';

/** Rows of questions or groups, columns of answers: shares of those who count, how many they are, and who does not count, apart. */
export function DistributionTable({
  caption,
  rows,
  reader,
}: {
  caption: string;
  rows: readonly Row[];
  reader: Reader;
}) {
  const { t, language } = useText();
  const [first] = rows;
  if (!first) return null;
  const { question } = first;
  const names = categoryWords(reader, question);
  const shown = categoriesShown({ ...question, groups: rows.map(({ figures }) => figures) });
  const counted = shown.filter((at) => isOfScale(question, at));
  const apart = shown.filter((at) => !isOfScale(question, at));
  const write = percent(language, 1);
  const number = new Intl.NumberFormat(language);
  const count = (x: number | null | undefined) => (x === null || x === undefined ? '–' : number.format(x));
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <td />
          {counted.map((at) => (
            <th key={at} scope="col">
              {names[at]}
            </th>
          ))}
          <th scope="col">{t('results.n')}</th>
          {apart.map((at) => (
            <th key={at} scope="col">
              {names[at]}
            </th>
          ))}
          <th scope="col">{t('results.notAnswered')}</th>
          <th scope="col">{t('results.notAsked')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, figures }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {isDistribution(figures) ? (
              <>
                {counted.map((at) => {
                  const share = shareOf(figures, at);
                  return <td key={at}>{share === null ? '–' : write(share)}</td>;
                })}
                <td>{count(figures.valid)}</td>
                {apart.map((at) => (
                  <td key={at}>{count(figures.counts[at])}</td>
                ))}
                <td>{count(figures.notAnswered)}</td>
                <td>{count(figures.notAsked)}</td>
              </>
            ) : (
              <td colSpan={counted.length + apart.length + 3}>
                {figures
                  ? t('results.unanimous', { answer: names[figures.category ?? 0] ?? '' })
                  : t('results.hidden')}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
