import { useText } from '../../i18n/index.ts';
import type { Refusal } from './settling.ts';
import type { Settling } from './useSettling.ts';
import { useCalm, usePlaceWords } from './useWords.ts';

/** What the device knows of where it is, while it is looking: for eyes with every fix, for ears now and then. */
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
  const words = best ? t('places.soFar', { metres: metres(best.accuracy) }) : t('places.looking');
  const calm = useCalm(words);
  return (
    <div class="searching">
      <p class="searching-now" aria-hidden="true">
        {words}
      </p>
      <p class="unseen" role="status">
        {calm}
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
