import { expect, test } from 'vitest';
import { isScale } from '../../src/controls/appearance.ts';
import type { AskedQuestion } from '../../src/questionnaire/index.ts';

const choices = (...words: readonly string[]): AskedQuestion['choices'] =>
  words.map((text) => ({ name: text, label: { text, language: 'en' }, hint: null, apart: false })) as never;
const grades = choices('Strongly disagree', 'Disagree', 'Neither', 'Agree', 'Strongly agree');

test('five short choices stand in a row, as a scale does', () => {
  expect(isScale({ kind: 'one' }, grades)).toBe(true);
  expect(isScale({ kind: 'many' }, grades)).toBe(false);
  expect(isScale({ kind: 'one' }, grades.slice(1))).toBe(false);
  expect(isScale({ kind: 'one', appearance: 'likert' }, grades.slice(1))).toBe(true);
});

test('five offices with long names, or with what each means, are a list', () => {
  const long = 'Local government (city, municipality, district, commune, ward)';
  expect(isScale({ kind: 'one' }, choices(...grades.slice(1).map(({ name }) => name), long))).toBe(false);
  const [first, ...rest] = grades;
  const explained = [{ ...first, hint: { text: 'Ministries', language: 'en' } }, ...rest] as typeof grades;
  expect(isScale({ kind: 'one' }, explained)).toBe(false);
});
