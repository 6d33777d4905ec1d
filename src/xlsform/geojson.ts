/** GeoJSON as ODK reads it: each feature a row with `id`, `title`, `geometry` and its other properties. */
import type { Tree } from '../questionnaire/index.ts';
import { limits } from './limits.ts';
import { Refusal } from './problems.ts';
import { safeKey } from './reading.ts';

/** One row of a file, by column. */
export type Cells = ReadonlyMap<string, string>;

/** The rows of a file; and all of it, where it is more than rows. */
export interface Content {
  readonly rows: Iterable<Cells>;
  readonly tree?: Tree;
}

export function* readGeoJson(text: string): Iterable<Cells> {
  const { type, features } = objectOf(parsed(text));
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new Refusal('attached-no-rows', { wanted: 'FeatureCollection › features' });
  }
  for (const each of features) {
    const { id, properties, geometry } = objectOf(each);
    const cells = new Map<string, string>();
    for (const [name, value] of Object.entries(objectOf(properties))) cells.set(safeKey(name), textOf(value));
    if (id !== undefined && id !== null) cells.set('id', textOf(id)); // before `properties.id`, as in ODK
    cells.set('geometry', placesOf(objectOf(geometry)));
    yield cells;
  }
}

function parsed(text: string): unknown {
  bound(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal('file-not-json', { reason: error instanceof Error ? error.message : '' });
  }
}

/** Looks before it is parsed: 49 MB of brackets alone take 3 GB to become arrays. */
function bound(text: string): void {
  let [depth, count] = [0, 0];
  for (const [mark] of text.matchAll(/"(?:[^"\\]+|\\.)*"?|[[{\]}]/g)) {
    if (mark === '[' || mark === '{') {
      if (++depth > limits.depth) throw new Refusal('groups-too-deep', { limit: limits.depth });
      if (++count > limits.attachedCells) {
        throw new Refusal('file-too-many-cells', { limit: limits.attachedCells });
      }
    } else if (mark === ']' || mark === '}') depth--;
  }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}

/** As answers write places: `lat lon alt acc`, of lines and the outer rings of areas with `; ` between them. */
function placesOf({ type, coordinates }: Readonly<Record<string, unknown>>): string {
  if (!Array.isArray(coordinates)) return '';
  if (type === 'Point') return placeOf(coordinates);
  const points: unknown = type === 'LineString' ? coordinates : type === 'Polygon' ? coordinates[0] : null;
  if (!Array.isArray(points)) return '';
  const places = points.map(placeOf);
  return places.includes('') ? '' : places.join('; ');
}

/** GeoJSON says the longitude first (RFC 7946, 3.1.1) and knows no accuracy. */
function placeOf(point: unknown): string {
  const [longitude, latitude, altitude = 0] = Array.isArray(point) ? (point as unknown[]) : [];
  const numbers = [latitude, longitude, altitude];
  return numbers.every((each) => typeof each === 'number') ? `${numbers.join(' ')} 0` : '';
}
