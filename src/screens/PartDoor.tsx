import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Shelf, useText } from '../i18n/index.ts';
import { keepPart } from '../sync/update.ts';
import { DeviceScreen } from './DeviceScreen.tsx';
import { NotReached } from './NotReached.tsx';

type Device = Parameters<Parameters<typeof DeviceScreen>[0]['children']>[1];

/** The way to pages that are a part of the app of their own, with words of their own: it stays on the device once it was here. */
export function PartDoor<Pages>({
  part,
  load,
  offered,
  children,
}: {
  part: Parameters<typeof keepPart>[0] & Shelf;
  load(): Promise<Pages>;
  offered: readonly string[];
  children(pages: Pages, device: Device): ComponentChild;
}) {
  const { t, open } = useText();
  const [pages, setPages] = useState<Pages | null>(null);
  const [missing, setMissing] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(() => {
    Promise.all([load(), open(part)])
      .then(([all]) => setPages(() => all))
      .catch(() => setMissing(true));
    void keepPart(part);
  }, []);
  if (missing) return <NotReached offered={offered} />;
  if (!pages) return <p class="page quiet">{t('survey.opening')}</p>;
  return <DeviceScreen offered={offered}>{(_, device) => children(pages, device)}</DeviceScreen>;
}
