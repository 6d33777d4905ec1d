import { useEffect, useRef } from 'preact/hooks';
import { useText, writeSize } from '../../i18n/index.ts';
import type { Keeping, Trouble } from './useKeeping.ts';

/** What is being done with a file, what went wrong with it, and the way back after it was removed. */
export function KeepingStatus({ keeping, preparing }: { keeping: Keeping; preparing: string }) {
  const { t } = useText();
  const { doing, trouble, bringBack } = keeping;
  return (
    <>
      <div role="status" class="media-status">
        {doing !== 'still' && (
          <>
            <progress aria-label={doing === 'saving' ? t('step.saving') : preparing} />
            <span>{doing === 'saving' ? t('step.saving') : preparing}</span>
          </>
        )}
        {doing === 'still' && bringBack && <span>{t('media.removed')}</span>}
      </div>
      {doing === 'still' && bringBack && (
        <button type="button" class="button" onClick={bringBack}>
          {t('media.bringBack')}
        </button>
      )}
      {trouble && <Alarm trouble={trouble} />}
    </>
  );
}

function Alarm({ trouble }: { trouble: Trouble }) {
  const { t } = useText();
  const inWords = useSize();
  const words = useRef<HTMLParagraphElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each trouble is brought into sight, below a tall photo, too
  useEffect(() => words.current?.scrollIntoView({ block: 'nearest' }), [trouble]);
  const { code, size = 0, most = 0 } = trouble;
  return (
    <p ref={words} class="alarm" role="alert">
      {t(`media.trouble.${code}`, { size: inWords(size), most: inWords(most) })}
    </p>
  );
}

/** Bytes as a person reads them. */
export function useSize(): (bytes: number) => string {
  const { language } = useText();
  return (bytes) => writeSize(bytes, language);
}
