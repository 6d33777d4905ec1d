import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOf } from '../../src/controls/maps/grid.ts';

test('lines stand at round degrees', () => {
  const { latitudes, longitudes, digits } = gridOf(
    { south: 13.71, west: 100.42, north: 13.79, east: 100.54 },
    5,
  );
  expect(digits).toBe(2);
  expect(latitudes).toEqual([13.75]);
  expect(longitudes).toEqual([100.45, 100.5]);
  expect(gridOf({ south: -80, west: -170, north: 80, east: 170 }, 5).longitudes).toEqual([-100, 0, 100]);
});

test('from the whole earth to a garden, there are some lines and not too many, within what is seen', () => {
  const size = fc.double({ min: -4, max: 2, noNaN: true }).map((power) => 10 ** power);
  fc.assert(
    fc.property(
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: -170, max: 170, noNaN: true }),
      size,
      (latitude, longitude, wide) => {
        const seen = {
          south: latitude - wide / 2,
          west: longitude - wide / 2,
          north: latitude + wide / 2,
          east: longitude + wide / 2,
        };
        const { latitudes, longitudes, digits } = gridOf(seen, 5);
        expect(latitudes.length).toBeLessThanOrEqual(6);
        expect(longitudes.length).toBeLessThanOrEqual(6);
        for (const one of longitudes) {
          expect(one).toBeGreaterThanOrEqual(seen.west - 10 ** -digits);
          expect(one).toBeLessThanOrEqual(seen.east + 10 ** -digits);
          expect(new Set(longitudes.map((each) => each.toFixed(digits))).size).toBe(longitudes.length);
        }
      },
    ),
  );
});
