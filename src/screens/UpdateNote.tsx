import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { type AppUpdate, watchUpdate } from './appUpdate.ts';

/** Offers a newer app, on the pages between interviews only. */
export function UpdateNote() {
  const { t } = useText();
  const [update, setUpdate] = useState<AppUpdate | null>(null);
  useEffect(() => watchUpdate(setUpdate), []);
  return (
    update && (
      <div class="note" role="status">
        <p>{t('update.ready')}</p>
        <button type="button" class="button" onClick={update.apply}>
          {t('update.now')}
        </button>
      </div>
    )
  );
}
