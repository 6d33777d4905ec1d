import { useText } from '../../i18n/index.ts';
import { FilePick } from '../FilePick.tsx';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { Interrupted } from './Interrupted.tsx';
import { KeepingStatus } from './KeepingStatus.tsx';
import KeptFileView from './KeptFileView.tsx';
import { Recording } from './Recording.tsx';
import { canRecord } from './recorder.ts';
import { typeOf } from './sniff.ts';
import { type Made, useKeeping } from './useKeeping.ts';

/** A recording made here, or one that is there already. */
export default function AudioControl(props: ControlProps & Files) {
  const { asked, media } = props;
  const { t } = useText();
  const root = useFocusKept();
  const keeping = useKeeping(props);
  const { answer, doing } = keeping;
  const records = canRecord('audio');
  return (
    <div class="media" ref={root} tabIndex={-1}>
      {answer && <KeptFileView media={media} name={answer} />}
      <KeepingStatus keeping={keeping} preparing={t('media.audio.preparing')} />
      {!asked.readOnly && (
        <>
          <Interrupted {...props} keeping={keeping} />
          {records && <Recording {...props} keeping={keeping} kind="audio" camera="user" />}
          <div class="buttons">
            <FilePick
              accept="audio/*"
              main={!records && !answer}
              disabled={doing !== 'still'}
              onPick={(file) => keeping.give(() => toSound(file))}
            >
              {answer ? t('media.audio.chooseOther') : t('media.audio.choose')}
            </FilePick>
            {answer && (
              <button type="button" class="button" disabled={doing !== 'still'} onClick={keeping.remove}>
                {t('media.audio.remove')}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

async function toSound(file: File): Promise<Made> {
  if (file.size === 0) return { code: 'empty' };
  const declared = file.type.startsWith('video/') ? file.type.replace('video/', 'audio/') : file.type; // Android says video/webm of a voice memo
  const type = await typeOf(new File([file], file.name, { type: declared }), file.name);
  return type?.startsWith('audio/') ? { bytes: file.slice(0, file.size, type) } : { code: 'type' };
}
