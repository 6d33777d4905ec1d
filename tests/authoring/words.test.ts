import { expect, test } from 'vitest';
import { speak, terminalLanguage } from '../../src/authoring/words.ts';

test.for<[string | undefined, string]>([
  ['th_TH.UTF-8', 'th'],
  ['vi', 'vi'],
  ['ms_MY', 'ms'],
  ['fil_PH', 'fil'],
  ['tl_PH.UTF-8', 'fil'],
  ['id_ID', 'en'], // Indonesian is another language than Malay
  ['C', 'en'],
  ['', 'en'],
  [undefined, 'en'],
])('a terminal in %s reads %s', ([LANG, language]) => {
  expect(terminalLanguage({ LANG })).toBe(language);
});

test('LC_ALL outweighs LANG', () => {
  expect(terminalLanguage({ LANG: 'th_TH', LC_ALL: 'vi_VN' })).toBe('vi');
});

test('one and many are said differently where the language does', () => {
  expect(speak('en')('authoring.tested', { count: 1, failed: 0 })).toBe('1 scenario, 0 failed');
  expect(speak('en')('authoring.tested', { count: 2, failed: 1 })).toBe('2 scenarios, 1 failed');
  expect(speak('th')('authoring.tested', { count: 1, failed: 0 })).toContain('1');
});

test('what nobody wrote is said by its key, and a hole that nobody fills is empty', () => {
  expect(speak('vi')('authoring.nothing.__proto__')).toBe('authoring.nothing.__proto__');
  expect(speak('en')('authoring.written')).toBe('Written: ');
});
