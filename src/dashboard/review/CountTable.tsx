import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { threshold } from '../../results/index.ts';

const few = 12; // rows that are shown at once

export interface Count {
  readonly name: string;
  readonly words: string;
  readonly count: number;
}

/** How many have come of each kind: a number and its bar. */
export function CountTable({
  title,
  rows,
  isCoarse,
}: {
  title: string;
  rows: readonly Count[];
  /** Figures are in tens. */
  isCoarse: boolean;
}) {
  const { t } = useText();
  const id = useId();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const shown = rows.length > few ? rows.filter(({ count }) => count > 0) : rows;
  const left = rows.length - shown.length;
  return (
    <section class="desk-card counts" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table>
        <tbody>
          {shown.map(({ name, words, count }) => (
            <tr key={name}>
              <th scope="row">{words}</th>
              <td class="bar-cell">
                <span class="count-bar" style={{ inlineSize: `${(100 * count) / most}%` }} />
              </td>
              <td class="number">{<Told count={count} isCoarse={isCoarse} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="quiet small">{t('reviewing.others', { number: left })}</p>}
    </section>
  );
}

function Told({ count, isCoarse }: { count: number; isCoarse: boolean }) {
  const { t, language } = useText();
  const write = new Intl.NumberFormat(language).format;
  if (!isCoarse) return <>{write(count)}</>;
  return <>{count === 0 ? t('reviewing.under', { number: write(threshold) }) : `${write(count)}+`}</>;
}
