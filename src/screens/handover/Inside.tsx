import { useText } from '../../i18n/index.ts';
import type { HandOverCounts } from '../../submission/index.ts';

/** What is in a file, in numbers. */
export function Inside({ counts, bytes }: { counts: HandOverCounts; bytes?: number }) {
  const { t } = useText();
  const writeSize = useSize();
  const { submissions, drafts, files } = counts;
  return (
    <div class="receipt">
      <h2>{t('handOver.inside')}</h2>
      <ul class="hand-over-notes">
        <li>{t('handOver.submissions', { count: submissions })}</li>
        <li>{t('handOver.drafts', { count: drafts })}</li>
        {files > 0 && <li>{t('handOver.files', { count: files })}</li>}
      </ul>
      {bytes !== undefined && <p class="quiet">{t('handOver.about', { size: writeSize(bytes) })}</p>}
    </div>
  );
}

/** A size as the person's language writes it. */
export function useSize(): (bytes: number) => string {
  const { language } = useText();
  return (bytes) => {
    const isLarge = bytes >= 1_000_000;
    const unit = isLarge ? 'megabyte' : 'kilobyte';
    const size = Math.max(1, bytes / (isLarge ? 1_000_000 : 1_000));
    const digits = isLarge ? 1 : 0;
    return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits }).format(
      size,
    );
  };
}
