import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { Message } from './Message.tsx';
import { TabNote } from './TabNote.tsx';

const loadRest = () => import('./pages.ts');
type Rest = Awaited<ReturnType<typeof loadRest>>;
type Device = NonNullable<Awaited<ReturnType<Rest['openDevice']>>>;

/** A page that needs only what is on this device: shown once that is open, or says that the browser refuses. */
export function DeviceScreen({
  offered,
  children,
}: {
  offered: readonly string[];
  children(rest: Rest, device: Device): ComponentChild;
}) {
  const { t } = useText();
  const [refused, setRefused] = useState(false);
  const [opened, setOpened] = useState<{ rest: Rest; device: Device | null } | null>(null);
  useEffect(() => {
    loadRest()
      .then(async (rest) => setOpened({ rest, device: await rest.openDevice() }))
      .catch(() => setRefused(true));
  }, []);
  if (refused || opened?.device === null)
    return <Message title={t('storage.refused')} text={t('storage.refusedText')} languages={offered} />;
  if (!opened?.device) {
    return (
      <>
        <p class="page quiet">{t('survey.opening')}</p>
        <TabNote />
      </>
    );
  }
  return children(opened.rest, opened.device);
}
