import { expect, test } from 'vitest';
import { iceOf, type StandingHere } from '../../src/screens/safety/standing.ts';

const firm: StandingHere = {
  safety: { keeping: 'kept', usedBytes: 1_000_000, freeBytes: 5_000_000_000, tight: false },
  drafts: 1,
  waiting: 0,
  files: 0,
  bytes: 0,
  oldest: '2026-11-23',
  lastFile: null,
  inApp: null,
  isPrivate: false,
  isClearedByWeek: false,
  isInstalled: true,
};
const days = (count: number) => Date.parse('2026-11-23') + count * 24 * 60 * 60_000;

test.each<[string, Partial<StandingHere>, number, string[]]>([
  ['nothing where the browser protects', {}, 9, []],
  ['a private window', { isPrivate: true }, 0, ['private']],
  ['less room than photos take', { safety: { ...firm.safety, freeBytes: 20_000_000 } }, 0, ['full']],
  [
    'a browser that does not say how much room there is',
    { safety: { ...firm.safety, freeBytes: undefined } },
    0,
    [],
  ],
  ['old things that may be cleared', { safety: { ...firm.safety, keeping: 'maybe-cleared' } }, 4, ['old']],
  ['new things that may be cleared', { safety: { ...firm.safety, keeping: 'maybe-cleared' } }, 2, []],
  ['Safari, after days', { isClearedByWeek: true }, 4, ['old']],
  ['nothing unsent', { isClearedByWeek: true, oldest: null }, 9, []],
])('thin ice: %s', (_, other, after, ice) => {
  expect(iceOf({ ...firm, ...other }, days(after))).toEqual(ice);
});
