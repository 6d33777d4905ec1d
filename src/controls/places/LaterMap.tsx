import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { MapProps } from '../maps/PlaceMap.tsx';

/** The map comes with the first question that shows one. Without it, positions are still taken and typed. */
export function LaterMap(props: MapProps) {
  const { t } = useText();
  const [loaded, setLoaded] = useState<{ it: ComponentType<MapProps> } | 'missing' | null>(null);
  useEffect(() => {
    let left = false;
    import('../maps/PlaceMap.tsx').then(
      ({ default: it }) => left || setLoaded({ it }),
      () => left || setLoaded('missing'),
    );
    return () => {
      left = true;
    };
  }, []);
  if (loaded === 'missing') return <p class="wish">{t('places.map.missing')}</p>;
  if (!loaded) return <p class="quiet">{t('step.loading')}</p>;
  return <loaded.it {...props} />;
}
