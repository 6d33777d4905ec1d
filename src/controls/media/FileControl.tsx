import { useText } from '../../i18n/index.ts';
import { FilePick } from '../FilePick.tsx';
import type { Files } from '../LaterControl.tsx';
import type { ControlProps } from '../props.ts';
import { useFocusKept } from '../useFocusKept.ts';
import { KeepingStatus } from './KeepingStatus.tsx';
import KeptFileView from './KeptFileView.tsx';
import { toPhoto } from './photo.ts';
import { typeOf } from './sniff.ts';
import { type Made, useKeeping } from './useKeeping.ts';

/** Any file of a kind that can be sent. */
export default function FileControl(props: ControlProps & Files) {
  const { asked, media } = props;
  const { t } = useText();
  const root = useFocusKept();
  const keeping = useKeeping(props);
  const { answer, doing } = keeping;
  const accept = asked.question.columns?.['body::accept'] ?? Object.keys(media.limits).join(',');
  return (
    <div class="media" ref={root} tabIndex={-1}>
      {answer && <KeptFileView media={media} name={answer} />}
      <KeepingStatus keeping={keeping} preparing={t('media.file.preparing')} />
      {!asked.readOnly && (
        <div class="buttons">
          <FilePick
            accept={accept}
            main={!answer}
            disabled={doing !== 'still'}
            onPick={(file) => keeping.give(() => toFile(file))}
          >
            {answer ? t('media.file.chooseOther') : t('media.file.choose')}
          </FilePick>
          {answer && (
            <button type="button" class="button" disabled={doing !== 'still'} onClick={keeping.remove}>
              {t('media.file.remove')}
            </button>
          )}
        </div>
      )}
      {!answer && <p class="quiet small">{t('media.file.kinds')}</p>}
    </div>
  );
}

const sheetLongest = 4_096; // pixels; a scanned page, readable to the footnotes

/** The file with its true type. A picture comes without place and time here, too, whatever the question is called. */
async function toFile(file: File): Promise<Made> {
  if (file.size === 0) return { code: 'empty' };
  const type = await typeOf(file, file.name);
  if (!type) return { code: 'type' };
  const made = type.startsWith('image/')
    ? await toPhoto(file, sheetLongest)
    : { bytes: file.slice(0, file.size, type) };
  return 'bytes' in made ? { ...made, own: file.name } : made;
}
