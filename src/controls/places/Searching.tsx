import { useText } from '../../i18n/index.ts';
import type { Refusal } from './settling.ts';
import type { Settling } from './useSettling.ts';
import { useCalm, usePlaceWords } from './useWords.ts';

function useSearchWords({ looking, best }: Settling): string {
  const { t } = useText();
  const { metres } = usePlaceWords();
  if (!looking) return '';
  return best ? t('places.soFar', { metres: metres(best.accuracy) }) : t('places.looking');
}

/** The same for ears, now and then. It is there before there is anything to say: else the first words would be lost. */
export function SearchHeard({ settling }: { settling: Settling }) {
  return (
    <p class="unseen" role="status">
      {useCalm(useSearchWords(settling))}
    </p>
  );
}

/** What the device knows of where it is, while it is looking. */
export function Searching({
  settling,
  enough,
  use,
  onKeep,
}: {
  settling: Settling;
  /** Metres; from here on it ends by itself. */
  enough: number;
  use: string;
  /** Leaves the earlier position as it was. */
  onKeep?: (() => void) | undefined;
}) {
  const { t } = useText();
  const { metres } = usePlaceWords();
  const { best } = settling;
  const words = useSearchWords(settling);
  return (
    <div class="searching">
      <p class="searching-now" aria-hidden="true">
        {words}
      </p>
      <progress aria-label={t('places.looking')} />
      <p class="small">{t('places.standStill', { metres: metres(enough) })}</p>
      <div class="buttons">
        <button type="button" class={best ? 'button main' : 'button'} onClick={settling.finish}>
          {best ? use : t('places.stop')}
        </button>
        {onKeep && best && (
          <button type="button" class="button" onClick={onKeep}>
            {t('places.keepEarlier')}
          </button>
        )}
      </div>
    </div>
  );
}

/** Why there is no position, and what a person can do about it. */
export function Refused({ why }: { why: Refusal }) {
  const { t } = useText();
  return (
    <p class="wish" role="alert">
      {t(`places.refused.${why}`)}
    </p>
  );
}
