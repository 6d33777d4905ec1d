import { useText } from '../i18n/index.ts';
import { TabNote } from './TabNote.tsx';
import { useOnline } from './useOnline.ts';

/** A quiet line while there is no network: nothing is wrong, answers are kept here. */
export function Weather() {
  const { t } = useText();
  const online = useOnline();
  return (
    <>
      <div role="status" class={online ? 'unseen' : 'weather'}>
        {!online && t('weather.offline')}
      </div>
      <TabNote />
    </>
  );
}
