import { useText } from '../../i18n/index.ts';
import { areaOf, type LineKind, leastPoints, lengthOf, positionOf } from '../../questionnaire/index.ts';
import { usePlaceWords } from './useWords.ts';

/** How many points, how long, how large. */
export function LineFigures({ kind, points }: { kind: LineKind; points: readonly string[] }) {
  const { t } = useText();
  const { metres, area } = usePlaceWords();
  const missing = leastPoints[kind] - points.length;
  const isArea = kind === 'shape' && missing <= 0;
  return (
    <p class="place-shown">
      <strong>{t('places.points', { count: points.length })}</strong>
      {points.length > 1 && (
        <span>
          {t(isArea ? 'places.around' : 'places.length', {
            metres: metres(lengthOf(isArea ? 'shape' : 'trace', points)),
          })}
        </span>
      )}
      {isArea && <span>{t('places.area', { area: area(areaOf(points)) })}</span>}
      {points.length > 0 && missing > 0 && (
        <span class="missing">{t('places.more', { count: missing })}</span>
      )}
    </p>
  );
}

const side = 96; // of the picture, in its own units
const edge = 6;

/** The outline, north up, without a map: enough to see that it is the field that was walked around. */
export function Sketch({ kind, points }: { kind: LineKind; points: readonly string[] }) {
  const { t } = useText();
  const corners = points.flatMap((point) => positionOf(point) ?? []);
  const [first] = corners;
  if (!first) return null;
  const narrow = Math.cos((first.latitude * Math.PI) / 180); // a degree of longitude is shorter than one of latitude
  const xs = corners.map(({ longitude }) => longitude * narrow);
  const ys = corners.map(({ latitude }) => -latitude);
  const [west, north] = [least(xs), least(ys)];
  const wide = Math.max(-least(xs.map((x) => -x)) - west, -least(ys.map((y) => -y)) - north, 1e-9);
  const scale = (side - 2 * edge) / wide;
  const path = corners
    .map((_, at) => `${edge + ((xs[at] ?? 0) - west) * scale} ${edge + ((ys[at] ?? 0) - north) * scale}`)
    .join(' L ');
  return (
    <svg class="sketch" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t('places.sketch')}>
      <path d={`M ${path}${kind === 'shape' ? ' Z' : ''}`} />
    </svg>
  );
}

const least = (numbers: readonly number[]): number =>
  numbers.reduce((so, n) => Math.min(so, n), Number.POSITIVE_INFINITY);
