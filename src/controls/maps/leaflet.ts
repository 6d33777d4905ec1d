/** One map of Leaflet's, told what to show. The only file that knows the library. */
import {
  Circle,
  CircleMarker,
  DivIcon,
  type LatLngExpression,
  LayerGroup,
  Control as LeafletControl,
  Map as LeafletMap,
  type LeafletMouseEvent,
  Marker,
  Polygon,
  Polyline,
  TileLayer,
} from 'leaflet';
import type { LineKind, Position } from '../../questionnaire/index.ts';
import type { Tiles } from '../tiles.ts';
import { gridOf } from './grid.ts';
import 'leaflet/dist/leaflet.css';

export interface Shown {
  readonly kind: 'place' | LineKind;
  readonly points: readonly Position[];
  /** Where the device is. */
  readonly here: Position | null;
}

export interface OpenMap {
  show(shown: Shown): void;
  /** What lies under the cross in the middle. */
  middle(): Position;
  /**
   * Whether the map is near enough to say where something is: else a finger covers a village. Where it is not, it comes nearer
   * to that place.
   */
  isNear(position: Position, kind: Shown['kind']): boolean;
  /** So that all of it is seen; where the device is, where there is nothing yet. */
  fit(shown: Shown): void;
  close(): void;
}

const closest = 19; // a metre is three pixels: nearer than any receiver knows
/** Of Leaflet's steps: at 13, a fingertip is 150 m; at 7, 10 km, for the outline of a province. */
const nearEnough: Readonly<Record<Shown['kind'], number>> = { place: 13, trace: 7, shape: 7 };
const wholeEarth: LatLngExpression = [8, 60];

export function openMap(
  box: HTMLElement,
  words: { readonly zoomIn: string; readonly zoomOut: string },
  { tiles, onTap }: { readonly tiles: Tiles | null; readonly onTap: ((position: Position) => void) | null },
): OpenMap {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(box, {
    zoomControl: false,
    attributionControl: tiles !== null,
    scrollWheelZoom: false, // the page scrolls
    trackResize: false, // the box itself is watched: Leaflet's own timer outlives the map
    worldCopyJump: true,
    maxZoom: closest,
    minZoom: 1,
    fadeAnimation: !still,
    zoomAnimation: !still,
    markerZoomAnimation: !still,
  });
  new LeafletControl.Zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  new LeafletControl.Scale({ imperial: false }).addTo(map);
  const grid = new LayerGroup().addTo(map);
  const drawn = new LayerGroup().addTo(map);
  if (tiles) {
    map.attributionControl.setPrefix(false);
    new TileLayer(tiles.address, {
      attribution: escaped(tiles.attribution),
      maxNativeZoom: tiles.deepest ?? closest,
      maxZoom: closest,
    }).addTo(map);
  }
  map.on('moveend zoomend resize', () => drawGrid(map, grid));
  if (onTap) {
    map.on('click', ({ latlng }: LeafletMouseEvent) => {
      const { lat, lng } = latlng.wrap();
      onTap({ latitude: lat, longitude: lng });
    });
  }
  map.setView(wholeEarth, 2);
  const resized = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  resized.observe(box);
  return {
    show: (shown) => draw(drawn, shown),
    middle() {
      const { lat, lng } = map.getCenter().wrap();
      return { latitude: lat, longitude: lng };
    },
    isNear(position, kind) {
      if (map.getZoom() >= nearEnough[kind]) return true;
      map.setView(at(position), Math.min(map.getZoom() + 4, nearEnough[kind]), { animate: !still });
      return false;
    },
    fit({ points, here }) {
      const seen = points.length > 0 ? points.map(at) : here ? [at(here)] : [];
      if (seen.length > 0)
        map.fitBounds(new Polyline(seen).getBounds().pad(0.2), { maxZoom: 17, animate: false });
    },
    close() {
      resized.disconnect();
      map.off().stop();
      map.remove();
    },
  };
}

const at = ({ latitude, longitude }: Position): [number, number] => [latitude, longitude];

/** Leaflet takes an attribution as markup; ours is words. */
const escaped = (words: string): string => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const largestDrawn = 500; // points: more are not told apart on a phone, and each is an element

function draw(layer: LayerGroup, { kind, points, here }: Shown): void {
  layer.clearLayers();
  if (here) {
    const { accuracy = 0 } = here;
    if (accuracy > 0)
      new Circle(at(here), { radius: accuracy, className: 'map-unsure', interactive: false }).addTo(layer);
    new CircleMarker(at(here), { radius: 5, className: 'map-here', interactive: false }).addTo(layer);
  }
  const line = points.map(at);
  if (kind === 'shape' && line.length > 2)
    new Polygon(line, { className: 'map-area', interactive: false }).addTo(layer);
  else if (kind !== 'place' && line.length > 1)
    new Polyline(line, { className: 'map-line', interactive: false, fill: false }).addTo(layer);
  const last = line.length - 1;
  line.forEach((corner, n) => {
    if (line.length > largestDrawn && n !== 0 && n !== last) return;
    const className = n === last ? 'map-point newest' : 'map-point';
    new CircleMarker(corner, { radius: n === last ? 8 : 5, className, interactive: false }).addTo(layer);
  });
}

const linesEachWay = 5;

function drawGrid(map: LeafletMap, layer: LayerGroup): void {
  layer.clearLayers();
  const bounds = map.getBounds();
  const [south, west, north, east] = [
    bounds.getSouth(),
    bounds.getWest(),
    bounds.getNorth(),
    bounds.getEast(),
  ];
  const { latitudes, longitudes, digits } = gridOf({ south, west, north, east }, linesEachWay);
  const label = (place: [number, number], degrees: number, which: string) =>
    new Marker(place, {
      interactive: false,
      keyboard: false,
      icon: new DivIcon({ className: `map-label ${which}`, html: `${degrees.toFixed(digits)}°` }),
    }).addTo(layer);
  for (const latitude of latitudes) {
    const ends: [number, number][] = [
      [latitude, west],
      [latitude, east],
    ];
    new Polyline(ends, { className: 'map-grid', interactive: false }).addTo(layer);
    label([latitude, east], latitude, 'east');
  }
  for (const longitude of longitudes) {
    const ends: [number, number][] = [
      [south, longitude],
      [north, longitude],
    ];
    new Polyline(ends, { className: 'map-grid', interactive: false }).addTo(layer);
    label([north, longitude], longitude, 'north');
  }
}
