import { expect, test } from 'vitest';
import { wishedLanguage } from '../../src/server/routes/wishes.ts';

const offered = ['en', 'ms', 'fil', 'th', 'vi'];

test.each([
  ['th-TH,th;q=0.9,en;q=0.8', 'th'],
  ['en;q=0.2, vi;q=0.9', 'vi'],
  ['tl-PH', 'fil'],
  ['FIL', 'fil'],
  ['id, ms;q=0', null],
  ['km, lo, *', null],
  ['', null],
  [';;q=,,=', null],
])('a browser that asks for "%s" reads %s', (header, language) => {
  expect(wishedLanguage(header, offered)).toBe(language);
});
