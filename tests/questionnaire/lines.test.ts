import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf, leastPoints, lengthOf, pointsOf, suits, toLine } from '../../src/questionnaire/index.ts';

const [a, b, c] = ['13.75 100.5 0 4', '13.76 100.5', '13.76 100.51'];

test('a line is kept from its first point on, and the points are those that were given', () => {
  expect(toLine('trace', [])).toBe(null);
  expect(toLine('trace', [a])).toBe(`${a}; ${a}`);
  expect(toLine('trace', [a, b])).toBe(`${a}; ${b}`);
  expect(toLine('shape', [a])).toBe(`${a}; ${a}; ${a}; ${a}`);
  expect(toLine('shape', [a, b])).toBe(`${a}; ${b}; ${b}; ${a}`);
  expect(toLine('shape', [a, b, c])).toBe(`${a}; ${b}; ${c}; ${a}`);
});

test('an answer as ODK writes it is understood', () => {
  expect(pointsOf('trace', '7.9 -11.4 0.0 0.0;7.8 -11.3 0.0 0.0;')).toEqual([
    '7.9 -11.4 0.0 0.0',
    '7.8 -11.3 0.0 0.0',
  ]);
  expect(pointsOf('shape', `${a}; ${b}; ${c}; ${a};`)).toEqual([a, b, c]);
  expect(pointsOf('shape', null)).toEqual([]);
});

test('whatever points there are, the answer suits its kind and gives them back', () => {
  const point = fc
    .tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -1800, max: 1800 }))
    .map(([lat, lon]) => `${lat / 10} ${lon / 10}`);
  fc.assert(
    fc.property(fc.constantFrom('trace', 'shape'), fc.array(point, { maxLength: 12 }), (kind, points) => {
      const answer = toLine(kind, points);
      expect(suits(kind, answer)).toBe(true);
      const again = pointsOf(kind, answer);
      expect(toLine(kind, again)).toBe(answer);
      const isPlain = points.every((one, at) => one !== points[(at + 1) % points.length]);
      if (isPlain && points.length >= leastPoints[kind]) expect(again).toEqual(points);
    }),
  );
});

test('length and area are those of a field of a hundred metres', () => {
  const step = 100 / 111_319.5; // degrees of a hundred metres at the equator
  const field = ['0 0', `0 ${step}`, `${step} ${step}`, `${step} 0`];
  expect(lengthOf('trace', field)).toBeCloseTo(300, 0);
  expect(lengthOf('shape', field)).toBeCloseTo(400, 0);
  expect(Math.round(areaOf(field) / 100)).toBe(100);
  expect([lengthOf('trace', ['0 0']), areaOf(['0 0', '0 1'])]).toEqual([0, 0]);
});
