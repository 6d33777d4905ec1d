/** Areas and distances on ODK's sphere, from points written `latitude longitude …` and joined by semicolons. */
type Point = readonly [latitude: number, longitude: number];

const radius = 6_378_100; // metres: the sphere of Collect and Enketo, so that figures agree to the centimetre
const radians = Math.PI / 180;
const toCentimetres = (n: number): number => Math.round(n * 100) / 100;

/** All points, or undefined when one of them is none. */
function pointsOf(texts: readonly string[]): Point[] | undefined {
  const points = texts
    .flatMap((text) => text.split(';'))
    .filter((text) => text.trim() !== '')
    .map((text): Point => {
      const [latitude, longitude] = text.trim().split(/\s+/).map(Number);
      return [latitude ?? Number.NaN, longitude ?? Number.NaN];
    });
  return points.every(([latitude, longitude]) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
    ? points
    : undefined;
}

/** Square metres within a line of points; 0 when they are not points, as in Collect. */
export function area(texts: readonly string[]): number {
  const points = pointsOf(texts) ?? [];
  const sum = points.reduce((so, [latitude, longitude], i) => {
    const [nextLatitude, nextLongitude] = points[(i + 1) % points.length] ?? [0, 0];
    const width = (nextLongitude - longitude) * radians;
    return so + width * (2 + Math.sin(latitude * radians) + Math.sin(nextLatitude * radians));
  }, 0);
  return toCentimetres(Math.abs((sum * radius * radius) / 2));
}

/** Metres along a line of points. */
export function distance(texts: readonly string[]): number {
  const points = pointsOf(texts);
  if (!points || points.length === 0) return Number.NaN;
  return toCentimetres(
    points.slice(1).reduce((sum, point, i) => sum + between(points[i] ?? point, point), 0),
  );
}

function between([fromLatitude, fromLongitude]: Point, [toLatitude, toLongitude]: Point): number {
  const [a, b] = [fromLatitude * radians, toLatitude * radians];
  const cosine =
    Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos((toLongitude - fromLongitude) * radians);
  return radius * Math.acos(Math.min(1, cosine));
}

/** Whether a point lies within a shape: a line from it to the east crosses the border an odd number of times. */
export function isInside(point: string, shape: string): boolean {
  const [[latitude, longitude] = [Number.NaN, Number.NaN]] = pointsOf([point]) ?? [];
  const corners = pointsOf([shape]) ?? [];
  let inside = false;
  corners.forEach(([oneLatitude, oneLongitude], i) => {
    const [otherLatitude, otherLongitude] = corners[(i + 1) % corners.length] ?? [0, 0];
    if (oneLatitude > latitude === otherLatitude > latitude) return;
    const share = (latitude - oneLatitude) / (otherLatitude - oneLatitude);
    if (longitude < oneLongitude + share * (otherLongitude - oneLongitude)) inside = !inside;
  });
  return inside;
}

/** Whether a line crosses itself other than by closing. */
export function crossesItself(trace: string): boolean {
  const points = pointsOf([trace]) ?? [];
  const edges = points.slice(1).map((to, i): [Point, Point] => [points[i] ?? to, to]);
  return edges.some((one, i) => edges.slice(i + 2).some((other) => crosses(one, other)));
}

const side = ([a, b]: Point, [c, d]: Point, [e, f]: Point): number =>
  Math.sign((c - a) * (f - b) - (d - b) * (e - a));

const crosses = ([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
