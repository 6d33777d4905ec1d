import { expect, test } from 'vitest';
import { estimate, noProgress, onward } from '../../src/sync/progress.ts';

test('nothing is estimated before it was measured for a while', () => {
  expect(estimate(noProgress, 100)).toEqual({ bytes: undefined, milliseconds: undefined });
  const short = onward(noProgress, { done: 10, bytes: 10_000, took: 500 });
  expect(estimate(short, 100)).toEqual({ bytes: 100_000, milliseconds: undefined });
});

test('what is left takes as long as the measured ones did', () => {
  const first = onward(noProgress, { done: 100, bytes: 150_000, took: 2_000 });
  expect(estimate(first, 1_000)).toEqual({ bytes: 1_500_000, milliseconds: 20_000 });
});

test('a network that gets worse is noticed, and one request in vain does not spoil the pace', () => {
  let progress = onward(noProgress, { done: 100, bytes: 150_000, took: 2_000 });
  progress = onward(progress, { done: 0, bytes: 150_000, took: 60_000 });
  expect(estimate(progress, 1_000).milliseconds).toBe(20_000);
  for (let round = 0; round < 6; round++)
    progress = onward(progress, { done: 100, bytes: 150_000, took: 20_000 });
  expect(estimate(progress, 1_000).milliseconds ?? 0).toBeGreaterThan(150_000);
  expect(progress.done).toBe(700);
});
