import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/index.ts';
import type { Position } from '../../questionnaire/index.ts';
import type { Tiles } from '../tiles.ts';
import { type OpenMap, openMap, type Shown } from './leaflet.ts';
import './maps.css';

export type MapProps = Shown & {
  readonly tiles: Tiles | null;
  /** A point was put there. Without it, the map only shows. */
  readonly onPlace: ((position: Position) => void) | undefined;
};

/**
 * A map that needs no network: a grid of degrees and a scale, with pictures where the survey gives some. A tap puts a point; so
 * does the cross in the middle, which arrow keys bring to where it belongs.
 */
export default function PlaceMap({ kind, points, here, tiles, onPlace }: MapProps) {
  const { t } = useText();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<OpenMap | null>(null);
  const [seen, setSeen] = useState<Position | null>(null);
  const [news, setNews] = useState<News | null>(null);
  const me = here ?? seen;
  const shown = useRef<Shown>({ kind, points, here: me });
  shown.current = { kind, points, here: me };
  const put = useRef<(position: Position) => void>(() => undefined);
  put.current = (position) => {
    const isNear = map.current?.isNear(position, kind) ?? false;
    setNews(isNear ? null : 'map.nearer');
    if (isNear) onPlace?.(position);
  };
  /** To look around: roughly, soon, and no answer to anything. */
  const goToMe = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const found = { latitude, longitude, accuracy };
        setSeen(found);
        setNews(null);
        map.current?.fit({ kind, points: [], here: found });
      },
      ({ code }) => setNews(code === 1 ? 'refused.denied' : 'refused.unavailable'),
      { maximumAge: 600_000, timeout: 20_000 },
    );
  const places = onPlace !== undefined;
  const [zoomIn, zoomOut] = [t('places.map.zoomIn'), t('places.map.zoomOut')];

  useEffect(() => {
    if (!box.current) return;
    const opened = openMap(
      box.current,
      { zoomIn, zoomOut },
      { tiles, onTap: places ? (position) => put.current(position) : null },
    );
    map.current = opened;
    opened.show(shown.current);
    opened.fit(shown.current);
    return () => {
      map.current = null;
      opened.close();
    };
  }, [tiles, places, zoomIn, zoomOut]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew when what it shows is another
  useEffect(() => map.current?.show(shown.current), [kind, written(points), me]);
  const isEmpty = points.length === 0;
  const isFound = me !== null;
  // The device's first position comes into sight, as long as there is nothing else to look at.
  useEffect(() => {
    if (isEmpty && isFound) map.current?.fit(shown.current);
  }, [isEmpty, isFound]);

  return (
    <div class="place-map">
      <div class={places ? 'map-frame aims' : 'map-frame'}>
        {/* Leaflet makes it focusable: arrow keys move the map, + and - bring it nearer. */}
        <div
          ref={box}
          class="map"
          role="application"
          aria-label={t('places.map.label')}
          aria-describedby={id}
        />
      </div>
      <p id={id} class="small quiet">
        {places ? t('places.map.how') : t('places.map.howToLook')}
      </p>
      <p role="status" class="small map-news">
        {news && t(`places.${news}`)}
      </p>
      <div class="buttons">
        {places && (
          <button
            type="button"
            class="button"
            onClick={() => map.current && put.current(map.current.middle())}
          >
            {t('places.map.putHere')}
          </button>
        )}
        {!me && 'geolocation' in navigator && (
          <button type="button" class="button plain" onClick={goToMe}>
            {t('places.map.goToMe')}
          </button>
        )}
        {(points.length > 0 || me) && (
          <button type="button" class="button plain" onClick={() => map.current?.fit(shown.current)}>
            {t('places.map.fit')}
          </button>
        )}
      </div>
    </div>
  );
}

/** After `places.` in the words. */
type News = 'map.nearer' | 'refused.denied' | 'refused.unavailable';

const written = (points: readonly Position[]): string =>
  points.map(({ latitude, longitude }) => `${latitude} ${longitude}`).join(';');
