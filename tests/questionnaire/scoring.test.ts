import { expect, test } from 'vitest';
import { cronbachsAlpha, oneDecimal, scoresOf, toPoints } from '../../src/questionnaire/index.ts';
import { alpha, people, scores } from '../fixtures/scores.ts';

for (const { person, answers, expected, shown } of people) {
  test(`person ${person} of the specification has the scores that it says`, () => {
    const known = scoresOf(scores, (name) => (answers[name] == null ? null : String(answers[name])));
    expect([...known.keys()]).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) {
      const score = known.get(name);
      if (value === null) expect(score).toBeNull();
      else expect(score).toBeCloseTo(value, 4);
    }
    const rounded = [...known].map(([name, score]) => [name, score === null ? null : oneDecimal(score)]);
    expect(Object.fromEntries(rounded)).toEqual(shown);
  });
}

test('numbers count as well as the names of choices; what stands apart never counts', () => {
  expect(
    [1, '5', 0, 6, '97', '98', null, '', 2.5, 'x', ['3']].map((answer) => toPoints(answer, false)),
  ).toEqual([1, 5, ...new Array(9).fill(null)]);
  expect(toPoints('2', true)).toBe(4);
});

test('one decimal is rounded half away from zero', () => {
  expect([43.75, 85.9375, -43.75, 0.05, 0.15, 1.005, 2.25, 99.95, -0.01].map(oneDecimal)).toEqual([
    43.8, 85.9, -43.8, 0.1, 0.2, 1, 2.3, 100, 0,
  ]);
});

test('Cronbach’s alpha of the INT scale is 0.9471, and negative when nobody turned the reversed item', () => {
  const { items, reversed, rows, expected, withoutReversing } = alpha;
  const turned = rows.map((row) => row.map((x, at) => (reversed.includes(items[at] ?? '') ? 6 - x : x)));
  expect(cronbachsAlpha(turned)).toBeCloseTo(expected, 6);
  expect(cronbachsAlpha(rows)).toBeCloseTo(withoutReversing, 4);
});

test('there is no alpha of one person, of one item, or where nobody differs', () => {
  expect(cronbachsAlpha([[1, 2]])).toBeNull();
  expect(cronbachsAlpha([[1], [2]])).toBeNull();
  expect(
    cronbachsAlpha([
      [3, 3],
      [3, 3],
    ]),
  ).toBeNull();
});
