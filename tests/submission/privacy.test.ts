import { expect, test } from 'vitest';
import {
  indiscretionsOf,
  isLate,
  type Submission,
  timeOfId,
  toAbout,
  toKeptMoment,
} from '../../src/submission/index.ts';

const discreet: Submission = {
  format: 1,
  id: '019ab000-a400-7abc-8def-0123456789ab',
  survey: 'demo',
  questionnaire: '0'.repeat(64),
  language: 'th',
  mode: 'self',
  startedAt: '2025-11-23',
  finishedAt: '2025-11-23',
  pages: {},
  app: '0.1.0',
  consent: { question: 'consent', answer: 'agree', language: 'th', givenAt: '2025-11-23' },
  answers: {},
};

/** An id whose time is this moment. */
const idAt = (moment: string) => {
  const hex = Date.parse(moment).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-8def-0123456789ab`;
};

test('days and an id cut to the day are discreet', () => {
  const id = idAt('2026-11-23T00:00:00Z');
  expect(timeOfId(id)).toBe(Date.parse('2026-11-23'));
  expect(indiscretionsOf({ ...discreet, id }, 'anonymous')).toEqual([]);
});

test('each hour that shows in an anonymous survey is named', () => {
  const telling: Submission = {
    ...discreet,
    id: idAt('2026-11-23T08:15:00Z'),
    startedAt: '2026-11-23T08:15:00Z',
    finishedAt: '2026-11-23T08:30:00Z',
    consent: { question: 'consent', answer: 'agree', language: 'th', givenAt: '2026-11-23T08:16:00Z' },
  };
  expect(indiscretionsOf(telling, 'anonymous')).toEqual([
    '/id',
    '/startedAt',
    '/finishedAt',
    '/consent/givenAt',
  ]);
  expect(indiscretionsOf(telling, 'confidential')).toEqual([]);
});

test('an anonymous survey keeps the day of a moment, another one the moment', () => {
  const at = new Date('2026-11-23T23:59:59.999Z');
  expect(toKeptMoment(at, 'anonymous')).toBe('2026-11-23');
  expect(toKeptMoment(at, 'identified')).toBe('2026-11-23T23:59:59.999Z');
});

test('the last day is over when it is over, and a survey without one never ends', () => {
  expect(isLate(new Date('2026-11-30T23:59:59Z'), { closesOn: '2026-11-30' })).toBe(false);
  expect(isLate(new Date('2026-12-01T00:00:00Z'), { closesOn: '2026-11-30' })).toBe(true);
  expect(isLate(new Date('2036-12-01T00:00:00Z'), {})).toBe(false);
});

test('an active time is told in a few lengths, never longer than it was, and one that was told stays as it is', () => {
  for (const milliseconds of [0, 999, 1_000, 4_321, 59_999, 61_234, 3_000_000, 90_000_000]) {
    const about = toAbout(milliseconds);
    expect(about).toBeLessThanOrEqual(milliseconds);
    expect(toAbout(about)).toBe(about);
    if (milliseconds >= 1_000 && milliseconds < 3_600_000) expect(about * 2).toBeGreaterThan(milliseconds);
  }
  const all = new Set(Array.from({ length: 36_000 }, (_, at) => toAbout(at * 100)));
  expect(all.size).toBeLessThan(25);
});
