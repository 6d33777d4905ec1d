import { useText } from '../../i18n/index.ts';
import { FilePick } from '../FilePick.tsx';

/** The camera and, unless the questionnaire wants it taken now (`new`, `new-front`, `selfie`), the photos that are there. */
export function PhotoPicks({
  appearance = '',
  another,
  disabled,
  onPick,
}: {
  appearance: string | undefined;
  another: boolean;
  disabled: boolean;
  onPick(file: File): void;
}) {
  const { t } = useText();
  const same = { accept: 'image/*', disabled, onPick };
  return (
    <>
      <FilePick {...same} main={!another} capture={cameraOf(appearance)}>
        {another ? t('media.photo.takeOther') : t('media.photo.take')}
      </FilePick>
      {!mustBeNew(appearance) && (
        <FilePick {...same}>{another ? t('media.photo.chooseOther') : t('media.photo.choose')}</FilePick>
      )}
    </>
  );
}

export const mustBeNew = (appearance: string): boolean => /\b(new|new-front|selfie)\b/.test(appearance);

export const cameraOf = (appearance: string): 'environment' | 'user' =>
  /\b(new-front|selfie)\b/.test(appearance) ? 'user' : 'environment';
