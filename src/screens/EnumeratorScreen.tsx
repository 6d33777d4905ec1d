import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import { Message } from './Message.tsx';

const loadRest = () => import('./enumerator.ts');
type Rest = Awaited<ReturnType<typeof loadRest>>;
type Device = NonNullable<Awaited<ReturnType<Rest['openDevice']>>>;

let coming: Promise<{ rest: Rest; device: Device | null }> | undefined;

/** Begins to load what an enumerator's pages need: before their words are here, since both take their time. */
export function prepareEnumerator(): Promise<{ rest: Rest; device: Device | null }> {
  coming ??= loadRest().then(async (rest) => ({ rest, device: await rest.openDevice() }));
  return coming;
}

/** One of an enumerator's pages, once what it needs is here: `/` on an enrolled device, `/enrol`, `/interview/…`. */
export function EnumeratorScreen({ path, offered }: { path: string; offered: readonly string[] }) {
  const { t } = useText();
  const [opened, setOpened] = useState<Awaited<ReturnType<typeof prepareEnumerator>> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    prepareEnumerator().then(setOpened, () => setFailed(true));
  }, []);
  if (failed)
    return <Message title={t('survey.notHere')} text={t('survey.notHereText')} languages={offered} />;
  if (opened?.device === null)
    return <Message title={t('storage.refused')} text={t('storage.refusedText')} languages={offered} />;
  if (!opened?.device) return <p class="page quiet">{t('survey.opening')}</p>;
  return pageAt(path, opened.rest, { device: opened.device, offered });
}

function pageAt(
  path: string,
  { EnrolScreen, EnumeratorHome, NewVisitScreen, VisitScreen }: Rest,
  needed: { device: Device; offered: readonly string[] },
): ComponentChild {
  const [, room = '', first = '', second = ''] = path.split('/');
  if (room === 'enrol') return <EnrolScreen {...needed} />;
  if (room !== 'interview') return <EnumeratorHome {...needed} />;
  if (first === 'new') return <NewVisitScreen {...needed} survey={second} />;
  return <VisitScreen {...needed} id={first} />;
}
