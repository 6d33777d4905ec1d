import { nameOf, useText } from '../../i18n/index.ts';
import type { Caution, Results } from '../../results/index.ts';
import { questionWords, type Reader, twoDigits, words } from './reading.ts';

const first = 6; // shown at once; the others on demand

/** What one should know before one reads the figures. */
export function Cautions({ results, reader }: { results: Results; reader: Reader }) {
  const { t, language } = useText();
  const two = twoDigits(language);
  const number = new Intl.NumberFormat(language);
  const sayOf = ({ code, score, item, language: tag, figure = 0 }: Caution): string => {
    const scored = results.scores.find(({ name }) => name === score);
    const question = results.questions.find(({ name }) => name === item);
    return t(`results.caution.${code}`, {
      scale: scored ? words(reader, scored.label, scored.name) : '',
      statement: question ? questionWords(reader, question) : '',
      language: tag === undefined ? '' : nameOf(tag),
      figure: Number.isInteger(figure) ? number.format(figure) : two(figure),
    });
  };
  const said = [...new Set(results.cautions.map(sayOf))];
  if (said.length === 0) return null;
  const item = (text: string) => <li key={text}>{text}</li>;
  return (
    <section class="desk-card" aria-labelledby="cautions">
      <h2 id="cautions">{t('results.cautions')}</h2>
      <ul class="cautions">{said.slice(0, first).map(item)}</ul>
      {said.length > first && (
        <details>
          <summary>{t('results.moreCautions', { number: number.format(said.length - first) })}</summary>
          <ul class="cautions">{said.slice(first).map(item)}</ul>
        </details>
      )}
    </section>
  );
}
