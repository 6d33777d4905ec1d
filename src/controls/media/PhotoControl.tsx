import { useText } from '../../i18n/index.ts';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { KeepingStatus } from './KeepingStatus.tsx';
import KeptFileView from './KeptFileView.tsx';
import { PhotoPicks } from './PhotoPicks.tsx';
import { longestOf, toPhoto } from './photo.ts';
import { useKeeping } from './useKeeping.ts';

/** A photo, taken now or chosen. What the camera notes of place and time is left out before it is kept. */
export default function PhotoControl(props: ControlProps & Files) {
  const { asked, media } = props;
  const { t } = useText();
  const root = useFocusKept();
  const keeping = useKeeping(props);
  const { answer, doing } = keeping;
  const longest = longestOf(asked.question.parameters);
  return (
    <div class="media" ref={root} tabIndex={-1}>
      {answer && <KeptFileView media={media} name={answer} alt={t('media.photo.shown')} />}
      <KeepingStatus keeping={keeping} preparing={t('media.photo.preparing')} />
      {!asked.readOnly && (
        <div class="buttons">
          <PhotoPicks
            appearance={asked.question.appearance}
            another={answer !== null}
            disabled={doing !== 'still'}
            onPick={(file) => keeping.give(() => toPhoto(file, longest))}
          />
          {answer && (
            <button type="button" class="button" disabled={doing !== 'still'} onClick={keeping.remove}>
              {t('media.photo.remove')}
            </button>
          )}
        </div>
      )}
      {!answer && <p class="quiet small">{t('media.photo.bare')}</p>}
    </div>
  );
}
