import { expect, test } from 'vitest';
import { compileForm, problemsOf } from '../../src/questionnaire/index.ts';
import { ask, interview, questionnaire } from '../support/scenario.ts';

const told = (...items: Parameters<typeof questionnaire>[0]) =>
  problemsOf(compileForm(questionnaire(items))).map(({ code, path, part }) => ({ code, path, part }));

test('a broken formula is told to the author and switches off itself only', () => {
  const items = [
    ask.text('a', { relevant: '${b} = ' }),
    ask.text('b', { constraint: 'no-such-function(.)' }),
    ask.calculate('c', '${nobody} + 1'),
    ask.calculate('d', "concat(${b}, '!')"),
    ask.one('e', 'no_list'),
    ask.text('f', { required: '((' }),
  ];
  expect(told(...items)).toEqual([
    { code: 'formula-unexpected-end', path: '/a', part: 'relevant' },
    { code: 'formula-unknown-name', path: '/c', part: 'calculate' },
    { code: 'formula-unknown-function', path: '/b', part: 'constraint' },
    { code: 'list-unknown', path: '/e', part: 'list' },
    { code: 'formula-unexpected-end', path: '/f', part: 'required' },
  ]);
  const visit = interview(...items).answer('b', 'x');
  expect(visit.asks('a')).toBe(true);
  expect(visit.verdict('b')).toBe('fine');
  expect(visit.sends).toEqual({ b: 'x', d: 'x!' });
});

test('formulas that wait for each other are told, and the rest goes on', () => {
  const items = [
    ask.calculate('a', '${b} + 1'),
    ask.calculate('b', '${a} + 1'),
    ask.text('c', { relevant: '${c} = 1' }),
    ask.calculate('d', '2 + 1'),
  ];
  expect(told(...items)).toEqual([
    { code: 'formula-circular', path: '/a', part: 'calculate' },
    { code: 'formula-circular', path: '/b', part: 'calculate' },
    { code: 'formula-circular', path: '/c', part: 'relevant' },
  ]);
  expect(interview(...items).sends).toEqual({ d: 3 });
});

test('a calculation may look at its own last value', () => {
  expect(told(ask.calculate('a', "if(${a} = '', 'first', ${a})"))).toEqual([]);
});

test('a chain of 5,000 calculations is no circle and needs no deep stack', () => {
  const items = Array.from({ length: 5_000 }, (_, at) =>
    ask.calculate(`c${at}`, at === 4_999 ? '1' : `\${c${at + 1}} + 1`),
  );
  const form = compileForm(questionnaire(items));
  expect(problemsOf(form)).toEqual([]);
  expect(interview(...items).question('c0').answer).toBe(5_000);
});
