import { useText } from '../../i18n/index.ts';
import type { History } from '../../submission/index.ts';

/** What has happened to a submission, day by day, and whether its log is whole. */
export function Past({ history: { log, chained } }: { history: History }) {
  const { t, day } = useText();
  return (
    <section class="desk-card" aria-labelledby="past">
      <h2 id="past">{t('reviewing.past')}</h2>
      <ol class="past">
        {log.map(({ number, day: on, kind, revision, by }) => (
          <li key={number}>
            <span class="quiet">{day(on)}</span> {t(`reviewing.did.${kind}`, { number: revision })}
            {by && <span class="quiet"> · {by}</span>}
          </li>
        ))}
      </ol>
      <p class={chained ? 'quiet small' : 'alarm'} role={chained ? undefined : 'alert'}>
        {t(chained ? 'reviewing.chained' : 'reviewing.notChained')}
      </p>
    </section>
  );
}
