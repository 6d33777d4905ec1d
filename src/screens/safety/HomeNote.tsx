import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import { Bar } from '../Bar.tsx';
import type { Device } from '../device.ts';
import { Frame, Heading } from '../Frame.tsx';
import { installOffer } from '../StorageDoor.tsx';
import { inAppOf, isInstalled, isIos } from './browser.ts';
import './safety.css';
import { type Ice, iceHere, iceOf, standingHere } from './standing.ts';
import { isLockOpen, lockNow } from './unlock.tsx';

/** On the start page: what is thin about the ice, and the button that locks. */
export function HomeNote({ device }: { device: Device }) {
  const { t } = useText();
  const [ice, setIce] = useState<readonly Ice[]>([]);
  useEffect(() => {
    void standingHere(device.db).then((standing) => setIce(iceOf(standing, Date.now())));
  }, [device.db]);
  return (
    <>
      {ice.length > 0 && <IceNote ice={ice} />}
      {mayInstall() && (
        <p>
          <a href="/storage">{t('safety.install')}</a>
        </p>
      )}
      {isLockOpen() && (
        <div class="buttons">
          <button type="button" class="button" onClick={() => void lockNow()}>
            {t('lock.now')}
          </button>
        </div>
      )}
    </>
  );
}

/** Offered where a browser can do it: what is installed is kept. */
const mayInstall = (): boolean =>
  !isInstalled() && !inAppOf(navigator.userAgent) && (installOffer() !== null || isIos(navigator));

export function IceNote({ ice }: { ice: readonly Ice[] }) {
  const { t } = useText();
  return (
    <div class="wish" role="status">
      {ice.map((one) => (
        <p key={one}>{t(`ice.${one}`)}</p>
      ))}
      <p>
        <a href="/storage">{t('ice.more')}</a>
      </p>
    </div>
  );
}

/** What an interview should not begin on without a word. */
export const worstIce = (): Promise<Ice[]> => iceHere();

/** Said before the first question; who knows what they do goes on. */
export const pageOf =
  (ice: readonly Ice[]) =>
  ({ offered, onGo }: { offered: readonly string[]; onGo(): void }) => (
    <BeforeBegin ice={ice} offered={offered} onGo={onGo} />
  );

function BeforeBegin({
  ice,
  offered,
  onGo,
}: {
  ice: readonly Ice[];
  offered: readonly string[];
  onGo(): void;
}) {
  const { t } = useText();
  return (
    <Frame title={t('ice.title')} bar={<Bar title={t('app.name')} languages={offered} />}>
      <Heading>{t('ice.title')}</Heading>
      <IceNote ice={ice} />
      <div class="buttons">
        <a class="button main" href="/">
          {t('ice.back')}
        </a>
        <button type="button" class="button" onClick={onGo}>
          {t('ice.go')}
        </button>
      </div>
    </Frame>
  );
}
