import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { positionOf } from '../../questionnaire/index.ts';
import { usePlaceWords } from './useWords.ts';

const most = 50; // shown at once, newest first: what is to be put right is mostly what came last

/** Every point in words, each with its own way out. Closed until somebody looks. */
export function PointList({
  points,
  onRemove,
}: {
  points: readonly string[];
  onRemove: ((at: number) => void) | undefined;
}) {
  const { t } = useText();
  const { position, metres } = usePlaceWords();
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const shown = points
    .map((point, at) => ({ point, at }))
    .reverse()
    .slice(0, all ? points.length : most);
  return (
    <details class="points" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('places.list')}</summary>
      {open && (
        <ul>
          {shown.map(({ point, at }) => {
            const place = positionOf(point);
            return (
              <li key={`${at} ${point}`}>
                <span>
                  {at + 1}. {place ? position(place) : point}
                  {place?.accuracy ? <span class="small quiet"> ± {metres(place.accuracy)}</span> : null}
                </span>
                {onRemove && (
                  <button
                    type="button"
                    class="button plain"
                    aria-label={t('places.removeThis', { number: at + 1 })}
                    onClick={() => onRemove(at)}
                  >
                    {t('places.remove')}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {open && shown.length < points.length && (
        <button type="button" class="button plain" onClick={() => setAll(true)}>
          {t('places.listAll', { number: points.length })}
        </button>
      )}
    </details>
  );
}
