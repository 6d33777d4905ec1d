import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { keepPart } from '../sync/update.ts';
import { DeviceScreen } from './DeviceScreen.tsx';
import { NotReached } from './NotReached.tsx';

const loadPages = () => import('./safety/index.ts');
type Pages = Awaited<ReturnType<typeof loadPages>>;

interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;
/** What the browser gave this page to ask the person with, once. It comes early, and only once. */
export const installOffer = (): InstallOffer | null => offer;
globalThis.addEventListener?.('beforeinstallprompt', (event) => {
  offer = event as InstallOffer;
});

/** The way to the page about storage: a part of the app of its own, which stays on the device once it was here. */
export function StorageDoor({ offered }: { offered: readonly string[] }) {
  const { t, open } = useText();
  const [pages, setPages] = useState<Pages | null>(null);
  const [missing, setMissing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    Promise.all([loadPages(), open('safety')])
      .then(([all]) => setPages(() => all))
      .catch(() => setMissing(true));
    void keepPart('safety');
  }, []);
  if (missing) return <NotReached offered={offered} />;
  if (!pages) return <p class="page quiet">{t('survey.opening')}</p>;
  const { StorageScreen } = pages;
  return (
    <DeviceScreen offered={offered}>
      {(_, device) => <StorageScreen device={device} offered={offered} />}
    </DeviceScreen>
  );
}
