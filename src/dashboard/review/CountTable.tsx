import { useId } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { countWords } from './counted.ts';

const few = 12; // rows that are shown at once

export interface Count {
  readonly name: string;
  readonly words: string;
  readonly count: number;
  readonly target?: number | undefined;
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
  const { t, language } = useText();
  const write = new Intl.NumberFormat(language).format;
  const id = useId();
  const most = Math.max(1, ...rows.map(({ count, target = 0 }) => Math.max(count, target)));
  const hasTargets = rows.some(({ target }) => target !== undefined);
  const shown =
    rows.length > few ? rows.filter(({ count, target }) => count > 0 || target !== undefined) : rows;
  const left = rows.length - shown.length;
  return (
    <section class="desk-card counts" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table>
        <tbody>
          {shown.map(({ name, words, count, target }) => (
            <tr key={name}>
              <th scope="row">{words}</th>
              <td class="bar-cell">
                <span class="count-bar" style={{ inlineSize: `${(100 * count) / most}%` }} />
                {target !== undefined && (
                  <span class="count-target" style={{ insetInlineStart: `${(100 * target) / most}%` }} />
                )}
              </td>
              <td class="number">{countWords({ t, language }, { count, about: isCoarse })}</td>
              {hasTargets && (
                <td class="number quiet">
                  {target !== undefined && t('reviewing.ofTarget', { number: write(target) })}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p class="quiet small">{t('reviewing.others', { number: left })}</p>}
    </section>
  );
}
