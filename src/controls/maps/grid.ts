/** Lines of latitude and longitude for a map that has no pictures: round degrees, not too many. */

export interface Window {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

export interface Grid {
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
  /** Decimals that tell two neighbours apart. */
  readonly digits: number;
}

/** At most so many lines each way. */
export function gridOf({ south, west, north, east }: Window, most: number): Grid {
  const step = roundStep(Math.max(north - south, east - west) / most);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const between = (from: number, to: number) => {
    const lines: number[] = [];
    for (let n = Math.ceil(from / step); n * step <= to && lines.length <= 2 * most; n++)
      lines.push(Number((n * step).toFixed(digits)));
    return lines;
  };
  return {
    latitudes: between(Math.max(south, -85), Math.min(north, 85)), // a Mercator map ends there
    longitudes: between(Math.max(west, -180), Math.min(east, 180)),
    digits,
  };
}

/** The next of 1, 2, 5, 10 … that is not smaller. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1e-6)));
  return power * ([1, 2, 5, 10].find((n) => n * power >= least) ?? 10);
}
