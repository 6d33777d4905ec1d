import { expect, test } from 'vitest';
import { fitted, longestOf } from '../../src/controls/media/photo.ts';

test('a photo becomes as small as the questionnaire asks, and never larger than it was', () => {
  expect(fitted(4_000, 3_000, 1_280)).toEqual({ width: 1_280, height: 960 });
  expect(fitted(3_000, 4_000, 1_600)).toEqual({ width: 1_200, height: 1_600 });
  expect(fitted(640, 480, 1_280)).toEqual({ width: 640, height: 480 });
  expect(fitted(10_000, 1, 1_000)).toEqual({ width: 1_000, height: 1 });
});

test('where the questionnaire says nothing that can be understood, the usual size is taken', () => {
  expect(longestOf({ 'max-pixels': '1600' })).toBe(1_600);
  for (const said of [
    undefined,
    {},
    { 'max-pixels': 'many' },
    { 'max-pixels': '0' },
    { 'max-pixels': '12.5' },
  ])
    expect(longestOf(said)).toBe(1_280);
  expect(longestOf({ 'max-pixels': '100000' })).toBe(4_096); // more than a phone can draw
});
