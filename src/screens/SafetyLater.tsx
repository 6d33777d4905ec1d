import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/index.ts';
import type { Device } from './device.ts';

const load = () => import('./safety/index.ts');

/** What an enumerator should know before the next interview, and the button that locks; comes after everything else. */
export function SafetyLater({ device }: { device: Device }) {
  const { open } = useText();
  const [Note, setNote] = useState<ComponentType<{ device: Device }> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page is drawn
  useEffect(() => {
    Promise.all([load(), open('safety')]).then(
      ([{ HomeNote }]) => setNote(() => HomeNote),
      () => undefined, // no network, and not kept yet: nothing of it is needed to work
    );
  }, []);
  return Note && <Note device={device} />;
}

/** The page that stands before an interview where it might be lost; null where it may begin, or nobody can tell. */
export async function thinIce(
  openWords: () => Promise<unknown>,
): Promise<ComponentType<{ offered: readonly string[]; onGo(): void }> | null> {
  try {
    const { worstIce, pageOf } = await load();
    const ice = await worstIce();
    if (ice.length === 0) return null;
    await openWords();
    return pageOf(ice);
  } catch {
    return null; // as above
  }
}
