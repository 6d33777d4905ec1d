import { expect, test } from 'vitest';
import { countTries } from '../../src/server/tries.ts';

const quarter = 15 * 60_000;
const year = 365 * 24 * 60 * 60_000;

test('what went wrong is forgotten after a quarter of an hour', () => {
  let now = year;
  const tries = countTries(() => now, quarter);
  tries.add('mali');
  tries.add('mali');
  now += quarter - 1;
  expect(tries.of('mali')).toBe(2);
  now += 1;
  expect(tries.of('mali')).toBe(0);
});

test('a clock that is set back by a year locks nobody out for one', () => {
  let now = 2 * year;
  const tries = countTries(() => now, quarter);
  tries.add('mali');
  now -= year;
  expect(tries.of('mali')).toBe(0);
  tries.add('mali');
  expect(tries.of('mali')).toBe(1);
  now += quarter;
  expect(tries.of('mali')).toBe(0);
});
