import { useText } from '../i18n/index.ts';
import type { Keeping } from './useInterview.ts';

/** Quiet while answers are kept; loud, with a way on, when the device cannot. */
export function KeepingNote({
  keeping,
  words,
  onAgain,
}: {
  keeping: Keeping;
  words: string;
  onAgain(): void;
}) {
  const { t } = useText();
  if (keeping === 'full' || keeping === 'failed') {
    return (
      <div class="alarm" role="alert">
        <p>{t(`storage.${keeping}`)}</p>
        <button type="button" class="button bad" onClick={onAgain}>
          {t('storage.tryAgain')}
        </button>
      </div>
    );
  }
  const here = matchMedia('(pointer: coarse)').matches ? t('step.saved') : t('step.savedDevice');
  return (
    <p class="under small">
      <span class="quiet">{words}</span>
      <span class="saved" role="status">
        {keeping === 'saved' ? `✓ ${here}` : keeping !== 'unkept' && t('step.saving')}
      </span>
    </p>
  );
}
