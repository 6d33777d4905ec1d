import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOver, pauseAfter, waitAfter } from '../../src/sync/pause.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('no wait is shorter than fifteen seconds or longer than an hour, however often it failed', () => {
  fc.assert(
    fc.property(fc.nat(100_000), chance, (tries, luck) => {
      const wait = waitAfter(tries, () => luck);
      expect(wait).toBeGreaterThanOrEqual(15_000);
      expect(wait).toBeLessThanOrEqual(3_600_000);
    }),
  );
});

test('phones that lost the network together do not come back together', () => {
  expect(waitAfter(3, () => 0)).toBe(60_000);
  expect(waitAfter(3, () => 0.5)).toBe(75_000);
});

test('a pause is over at its end, and at once when the clock says a time before it began', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(86_400_000), chance, (now, retryAfter, luck) => {
      const pause = pauseAfter(
        undefined,
        { kind: 'later', reason: 'server-busy', retryAfter },
        now,
        () => luck,
      );
      expect(pause.until - now).toBeGreaterThanOrEqual(retryAfter);
      expect(isOver(pause, now)).toBe(false);
      expect(isOver(pause, pause.until)).toBe(true);
      expect(isOver(pause, now - 1)).toBe(true);
    }),
  );
});
