import { useText } from '../../i18n/index.ts';
import type { TakenIn } from '../../storage/index.ts';

/** What came of a file, in numbers. */
export function Came({ taken: { header, submissions, drafts, files } }: { taken: TakenIn }) {
  const { t } = useText();
  const lines: readonly (readonly [words: string, count: number])[] = [
    [t('handOver.cameSubmissions'), submissions.added],
    [t('handOver.cameDrafts'), drafts.added],
    [t('handOver.cameRenewed'), drafts.renewed],
    [t('handOver.cameFiles'), files.added],
    [t('handOver.cameBeside'), submissions.beside + drafts.beside],
    [t('handOver.cameKnown'), submissions.known + drafts.known],
  ];
  return (
    <div class="receipt" role="status">
      <p class="state received">✓ {t('handOver.taken')}</p>
      {header.from && <p>{t('handOver.from', { name: header.from })}</p>}
      <dl class="hand-over-came">
        {lines
          .filter(([, count], at) => count > 0 || at === 0)
          .map(([words, count]) => (
            <div key={words}>
              <dt>{words}</dt>
              <dd>{count}</dd>
            </div>
          ))}
      </dl>
      {submissions.added + submissions.beside > 0 && <p>{t('handOver.willSend')}</p>}
      <div class="buttons">
        {submissions.added + submissions.beside + submissions.known > 0 && (
          <a class="button" href="/mine">
            {t('mine.title')}
          </a>
        )}
        <a class="button plain" href="/">
          {t('home.title')}
        </a>
      </div>
    </div>
  );
}
