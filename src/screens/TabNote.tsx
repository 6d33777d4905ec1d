import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { watchTabTrouble } from './tabTrouble.ts';

/** Says in plain words that another tab of this app stands in the way, and what to do about it. */
export function TabNote() {
  const { t } = useText();
  const [trouble, setTrouble] = useState<'blocked' | 'outdated' | null>(null);
  useEffect(() => watchTabTrouble(setTrouble), []);
  return (
    trouble && (
      <div class="weather" role="alert">
        <p>{t(`tab.${trouble}`)}</p>
        {trouble === 'outdated' && (
          <button type="button" class="button" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
        )}
      </div>
    )
  );
}
