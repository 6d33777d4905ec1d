import { useText } from '../../i18n/index.ts';
import { FilePick } from '../FilePick.tsx';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { Interrupted } from './Interrupted.tsx';
import { KeepingStatus, useSize } from './KeepingStatus.tsx';
import KeptFileView from './KeptFileView.tsx';
import { cameraOf, mustBeNew } from './PhotoPicks.tsx';
import { Recording } from './Recording.tsx';
import { canRecord } from './recorder.ts';
import { typeOf } from './sniff.ts';
import { type Made, useKeeping } from './useKeeping.ts';

/** A video: by the phone's own camera app, or, where it must be new and the device has no such app, recorded in the page. */
export default function VideoControl(props: ControlProps & Files) {
  const { asked, media } = props;
  const { appearance = '' } = asked.question;
  const { t } = useText();
  const inWords = useSize();
  const root = useFocusKept();
  const keeping = useKeeping(props);
  const { answer, doing } = keeping;
  const isNew = mustBeNew(appearance);
  const inPage = isNew && !matchMedia('(pointer: coarse)').matches && canRecord('video');
  const pick = {
    accept: 'video/*',
    disabled: doing !== 'still',
    onPick: (file: File) => keeping.give(() => toVideo(file)),
  };
  return (
    <div class="media" ref={root} tabIndex={-1}>
      {answer && <KeptFileView media={media} name={answer} />}
      <KeepingStatus keeping={keeping} preparing={t('media.video.preparing')} />
      {inPage && !asked.readOnly && (
        <>
          <Interrupted {...props} keeping={keeping} />
          <Recording {...props} keeping={keeping} kind="video" camera={cameraOf(appearance)} />
        </>
      )}
      {!asked.readOnly && (
        <div class="buttons">
          {!inPage && (
            <FilePick {...pick} main={!answer} capture={cameraOf(appearance)}>
              {answer ? t('media.video.takeOther') : t('media.video.take')}
            </FilePick>
          )}
          {!isNew && (
            <FilePick {...pick}>{answer ? t('media.video.chooseOther') : t('media.video.choose')}</FilePick>
          )}
          {answer && (
            <button type="button" class="button" disabled={doing !== 'still'} onClick={keeping.remove}>
              {t('media.video.remove')}
            </button>
          )}
        </div>
      )}
      {!answer && (
        <p class="quiet small">{t('media.video.most', { most: inWords(media.limits['video/mp4'] ?? 0) })}</p>
      )}
    </div>
  );
}

async function toVideo(file: File): Promise<Made> {
  if (file.size === 0) return { code: 'empty' };
  const type = await typeOf(file, file.name);
  return type?.startsWith('video/') ? { bytes: file.slice(0, file.size, type) } : { code: 'type' };
}
