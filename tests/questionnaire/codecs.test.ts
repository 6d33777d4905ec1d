import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Kind, readGiven, suits, toGiven } from '../../src/questionnaire/index.ts';

const all = (kind: Kind, language: string, cases: Record<string, unknown>, years = false) => {
  for (const [typed, answer] of Object.entries(cases)) {
    const expected =
      typeof answer === 'string' && answer.startsWith('!') ? { problem: answer.slice(1) } : { answer };
    expect([typed, readGiven(kind, typed, language, years)]).toEqual([typed, expected]);
  }
};

test('whole numbers, with Thai digits and groups', () => {
  all('integer', 'th', {
    '12': 12,
    '๑๒': 12,
    ' 7 ': 7,
    '-3': -3,
    '1,234': 1234,
    '1,234,567': 1234567,
    '1 234': 1234,
    '007': 7,
  });
  all('integer', 'vi', { '1.234': 1234, '12,0': 12 });
  all('integer', 'en', {
    '': null,
    '1.5': '!number-not-whole',
    x: '!number-unreadable',
    '1,2,3': '!number-unreadable',
    '99999999999999999999': '!number-too-large',
  });
});

test('decimals: the comma and the point are taken where they can mean only one thing', () => {
  all('decimal', 'vi', {
    '1,5': 1.5,
    '1.5': 1.5,
    '0,125': 0.125,
    '1.234': '!number-ambiguous',
    '1,234': '!number-ambiguous',
    '1.234,5': 1234.5,
    '1.234.567': 1234567,
  });
  all('decimal', 'en', {
    '1.234': 1.234,
    '1,234': '!number-ambiguous',
    '1,234.5': 1234.5,
    '.5': 0.5,
    '1,5': 1.5,
    '1.2.3': '!number-unreadable',
    '1,234.567,8': '!number-unreadable',
  });
  all('decimal', 'th', { '๑.๕': 1.5, '-0.25': -0.25 });
});

test('years of the Buddhist era are understood in dates and in fields for a year, nowhere else', () => {
  all('date', 'th', {
    '23/11/2569': '2026-11-23',
    '๒๓/๑๑/๒๕๖๙': '2026-11-23',
    '2569-11-23': '2026-11-23',
    '29/2/2567': '2024-02-29',
  });
  all('integer', 'th', { '2569': 2569 });
  all('integer', 'th', { '2569': 2026, '2026': 2026, '๒๕๖๙': 2026 }, true);
});

test('dates are day first; where people also write the month first, nobody guesses', () => {
  all('date', 'ms', {
    '1/2/2026': '2026-02-01',
    '31.12.2026': '2026-12-31',
    '31/2/2026': '!date-unreadable',
    tomorrow: '!date-unreadable',
  });
  all('date', 'fil', {
    '1/2/2026': '!date-ambiguous',
    '23/11/2026': '2026-11-23',
    '11/23/2026': '2026-11-23',
    '5/5/2026': '2026-05-05',
    '2026-02-01': '2026-02-01',
  });
});

test('times, and both together', () => {
  all('time', 'ms', {
    '7:05': '07:05',
    '14.05': '14:05',
    '14:05:30': '14:05:30',
    '25:00': '!time-unreadable',
    '22:02:00.000+07:00': '22:02:00.000+07:00',
  });
  all('dateTime', 'th', { '2026-11-23T14:05': '2026-11-23T14:05', '23/11/2569 14:05': '2026-11-23T14:05' });
});

test('places', () => {
  all('place', 'en', {
    '13.75 100.5': '13.75 100.5',
    '13.75 100.5 0 5': '13.75 100.5 0 5',
    '99 0': '!place-unreadable',
    here: '!place-unreadable',
  });
  all('trace', 'en', { '1 1 0 0; 2 2 0 0': '1 1 0 0; 2 2 0 0', '1 1': '!place-unreadable' });
  all('shape', 'en', {
    '1 1; 2 2; 3 1; 1 1': '1 1; 2 2; 3 1; 1 1',
    '1 1; 2 2; 3 1; 4 4': '!place-unreadable',
  });
});

test('text is composed and loses zero-width spaces; its other spaces stay', () => {
  expect(readGiven('text', ' ไป\u200Bมา ', 'th')).toEqual({ answer: ' ไปมา ' });
  expect(readGiven('text', 'Đà Nẵng'.normalize('NFD'), 'vi')).toEqual({ answer: 'Đà Nẵng'.normalize('NFC') });
  expect(readGiven('text', 'ที่ ๑', 'th')).toEqual({ answer: 'ที่ ๑' });
});

test('a decimal number survives being shown and typed again, in every language', () => {
  const numbers = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => Math.round(n * 100) / 100 + 0);
  fc.assert(
    fc.property(numbers, fc.constantFrom('en', 'ms', 'fil', 'th', 'vi'), (number, language) => {
      expect(readGiven('decimal', toGiven(number, language), language)).toEqual({
        answer: number === 0 ? 0 : number,
      });
    }),
  );
});

test('whatever is typed, an answer that comes out suits its question', () => {
  const kinds = fc.constantFrom<Kind>(
    'text',
    'integer',
    'decimal',
    'date',
    'time',
    'dateTime',
    'place',
    'many',
  );
  const typed = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9๐-๙.,:/ T-]{0,12}$/));
  fc.assert(
    fc.property(kinds, typed, fc.constantFrom('th', 'vi', 'fil'), (kind, text, language) => {
      const reading = readGiven(kind, text, language);
      if ('answer' in reading) expect(suits(kind, reading.answer)).toBe(true);
    }),
  );
});
