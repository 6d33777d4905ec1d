import { useText } from '../../i18n/index.ts';
import { cautionsSaid, type Reader } from '../../report/index.ts';
import type { Results } from '../../results/index.ts';

const first = 6; // shown at once; the others on demand

/** What one should know before one reads the figures. */
export function Cautions({ results, reader }: { results: Results; reader: Reader }) {
  const { t, language } = useText();
  const number = new Intl.NumberFormat(language);
  const said = cautionsSaid(results, reader);
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
