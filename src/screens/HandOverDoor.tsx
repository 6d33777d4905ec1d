import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { keepPart } from '../sync/update.ts';
import { DeviceScreen } from './DeviceScreen.tsx';
import { NotReached } from './NotReached.tsx';

const loadPages = () => import('./handover/index.ts');
type Pages = Awaited<ReturnType<typeof loadPages>>;

/** The way to the pages of handing over: a part of the app of its own, which stays on the device once it was here. */
export function HandOverDoor({ offered }: { offered: readonly string[] }) {
  const { t, open } = useText();
  const [pages, setPages] = useState<Pages | null>(null);
  const [missing, setMissing] = useState(false);
  const [opened, setOpened] = useState<Blob | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    Promise.all([loadPages(), open('handOver')])
      .then(([all]) => setPages(() => all))
      .catch(() => setMissing(true));
    void keepPart('handOver');
    takeLaunch(setOpened);
  }, []);
  if (missing) return <NotReached offered={offered} />;
  if (!pages) return <p class="page quiet">{t('survey.opening')}</p>;
  const { HandOverScreen } = pages;
  return (
    <DeviceScreen offered={offered}>
      {(_, device) => (
        <HandOverScreen key={opened ? 'opened' : ''} device={device} offered={offered} opened={opened} />
      )}
    </DeviceScreen>
  );
}

interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void;
}

/** The file that was opened in the system, where the app is installed and the browser hands files to it. */
function takeLaunch(onFile: (file: Blob) => void): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(({ files }) => {
    void files?.[0]?.getFile().then(onFile);
  });
}
