import { useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { installOffer } from '../StorageDoor.tsx';
import { isIos } from './browser.ts';
import { Part } from './StorageScreen.tsx';
import type { StandingHere } from './standing.ts';

/** Offered where it helps: what is installed is kept, and on an iPhone nothing else is. */
export function InstallSection({
  standing: { isInstalled, inApp, isPrivate, drafts, safety },
}: {
  standing: StandingHere;
}) {
  const { t } = useText();
  const [offer, setOffer] = useState(installOffer);
  const isApple = isIos(navigator);
  if (isInstalled || inApp || isPrivate || (!offer && !isApple)) return null;
  if (!isApple && safety.keeping === 'kept') return null;
  return (
    <Part title={t('safety.install')}>
      <p>{t('safety.installText')}</p>
      {isApple ? (
        <>
          <p>{t('safety.installApple')}</p>
          {drafts > 0 && <p class="wish">{t('safety.twoStores')}</p>}
        </>
      ) : (
        <div class="buttons">
          <button
            type="button"
            class="button"
            onClick={() => {
              void offer?.prompt();
              setOffer(null); // a browser asks once
            }}
          >
            {t('safety.install')}
          </button>
        </div>
      )}
    </Part>
  );
}
