import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitsOf, longestSearch, type Source, settle } from '../../src/controls/places/settling.ts';
import { due } from '../../src/controls/places/walk.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A device whose positions a test tells. */
function device() {
  let tell: PositionCallback = () => undefined;
  let fail: PositionErrorCallback = () => undefined;
  const watched = { now: 0 };
  const source: Source = {
    watchPosition(found, failed) {
      tell = found;
      fail = failed ?? fail;
      watched.now += 1;
      return 7;
    },
    clearWatch: (id) => {
      if (id === 7) watched.now -= 1;
    },
  };
  return {
    source,
    watched,
    tells: (accuracy: number, latitude = 13.75, altitude: number | null = null) =>
      tell({
        coords: { latitude, longitude: 100.5, altitude, accuracy } as GeolocationCoordinates,
        timestamp: 0,
      } as GeolocationPosition),
    fails: (code: number) => fail({ code } as GeolocationPositionError),
  };
}

function search(wanted = { enough: 5, madeUp: false }) {
  const phone = device();
  const heard: string[] = [];
  const act = settle(phone.source, wanted, {
    onFix: (best, latest) => heard.push(`${latest.accuracy} best ${best.accuracy}`),
    onEnd: (best, why) => heard.push(`${why} ${best.accuracy}`),
    onRefused: (why) => heard.push(why),
  });
  return { ...phone, heard, ...act };
}

test('the best fix counts, and the search ends with one that is accurate enough', () => {
  const { tells, heard, watched } = search();
  for (const accuracy of [80, 20, 35, 4]) tells(accuracy);
  expect(heard).toEqual(['80 best 80', '20 best 20', '35 best 20', '4 best 4', 'enough 4']);
  expect(watched.now).toBe(0);
  tells(1); // a browser may still tell what it had under way
  expect(heard).toHaveLength(5);
});

test('after a minute and a half, the best so far is taken', () => {
  const { tells, heard, watched } = search();
  tells(30);
  vi.advanceTimersByTime(longestSearch - 1);
  expect(heard).toEqual(['30 best 30']);
  vi.advanceTimersByTime(1);
  expect([heard.at(-1), watched.now]).toEqual(['time 30', 0]);
});

test('a person ends it with what there is, or as if it had never begun', () => {
  const one = search();
  one.tells(30);
  one.finish();
  expect(one.heard.at(-1)).toBe('asked 30');
  const other = search();
  other.tells(30);
  other.drop();
  vi.advanceTimersByTime(longestSearch);
  expect([other.heard, other.watched.now]).toEqual([['30 best 30'], 0]);
  const early = search();
  early.finish();
  expect([early.heard, early.watched.now]).toEqual([[], 0]);
});

test('each way of getting no position has its own reason', () => {
  const denied = search();
  denied.fails(1);
  expect([denied.heard, denied.watched.now]).toEqual([['denied'], 0]);
  const slow = search();
  vi.advanceTimersByTime(longestSearch);
  expect(slow.heard).toEqual(['slow']);
  const away = search();
  away.fails(2);
  expect(away.heard).toEqual([]); // the receiver may be waking up
  vi.advanceTimersByTime(20_000);
  expect(away.heard).toEqual(['unavailable']);
});

test('a device that says “unavailable” and then finds one is believed; one that is lost later keeps its best', () => {
  const waking = search();
  waking.fails(2);
  waking.tells(12);
  vi.advanceTimersByTime(longestSearch);
  expect(waking.heard.at(-1)).toBe('time 12');
  const lost = search();
  lost.tells(12);
  lost.fails(2);
  lost.tells(9);
  lost.finish();
  expect(lost.heard.at(-1)).toBe('asked 9');
  const forbidden = search();
  forbidden.tells(12);
  forbidden.fails(1);
  expect(forbidden.heard.at(-1)).toBe('time 12');
});

test('a fix that claims to be exact was made up: it counts only where the questionnaire allows that', () => {
  const strict = search();
  strict.tells(0);
  strict.tells(25);
  strict.finish();
  expect(strict.heard.at(-1)).toBe('asked 25');
  const lenient = search({ enough: 5, madeUp: true });
  lenient.tells(0);
  expect(lenient.heard.at(-1)).toBe('enough 0');
});

test('limits are those of the questionnaire, else the usual ones', () => {
  expect(limitsOf(undefined)).toEqual({ enough: 5, poor: 100, madeUp: false });
  expect(
    limitsOf({ 'capture-accuracy': '10.5', 'warning-accuracy': '50', 'allow-mock-accuracy': 'true' }),
  ).toEqual({ enough: 10.5, poor: 50, madeUp: true });
  expect(limitsOf({ 'capture-accuracy': 'good', 'warning-accuracy': '-1' })).toEqual({
    enough: 5,
    poor: 100,
    madeUp: false,
  });
});

test('a walk takes a point when it is time for one and it is accurate enough', () => {
  const fix = (accuracy: number) => ({ latitude: 1, longitude: 2, accuracy });
  const pace = { seconds: 10, metres: 10, madeUp: false };
  expect(due(pace, fix(8), null, 0)).toBe(true);
  expect(due(pace, fix(11), null, 0)).toBe(false);
  expect(due(pace, fix(8), 0, 9_000)).toBe(false);
  expect(due(pace, fix(8), 0, 9_700)).toBe(true); // receivers tell about once a second
  expect(due(pace, fix(0), null, 0)).toBe(false);
  expect(due({ ...pace, madeUp: true }, fix(0), null, 0)).toBe(true);
  expect(due({ ...pace, metres: 0 }, fix(900), null, 0)).toBe(true);
});
