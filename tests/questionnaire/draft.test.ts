import { expect, test } from 'vitest';
import { changes, keptOf } from '../../src/questionnaire/index.ts';
import { ask, interview, repeat } from '../support/scenario.ts';

const visitTo = () =>
  interview(
    ask.integer('children'),
    ask.calculate('double', '${children} * 2'),
    repeat('child', [ask.text('name'), ask.integer('age', { relevant: "${name} != ''" })]),
  );

test('one answer is one row for storage; what can be worked out again is not kept', () => {
  const visit = visitTo();
  expect(visit.writes(() => visit.answer('children', 2))).toEqual([{ ref: '/children', answer: 2 }]);
  expect(visit.writes(() => visit.answer('children', 2))).toEqual([]);
  expect(visit.writes(() => visit.answer('children', null))).toEqual([
    { ref: '/children', answer: undefined },
  ]);
});

test('a new instance is one row that lists the keys; an instance that goes takes its rows along', () => {
  const visit = visitTo();
  expect(visit.writes(() => visit.add('child', 'k2'))).toEqual([{ ref: '/child', answer: ['1', 'k2'] }]);
  visit.answer('/child[k2]/name', 'Mai').answer('/child[k2]/age', 9);
  expect(visit.writes(() => visit.remove('/child[k2]'))).toEqual([
    { ref: '/child', answer: ['1'] },
    { ref: '/child[k2]/name', answer: undefined },
    { ref: '/child[k2]/age', answer: undefined },
  ]);
});

test('a draft that is opened again is the interview that was left', () => {
  const visit = visitTo().answer('children', 2).add('child', 'k2').answer('/child[k2]/name', 'Mai');
  visit.answer('/child[k2]/age', 9).answer('/child[k2]/name', null).remove('/child[1]');
  const [left, kept] = [visit.sends, keptOf(visit.at)];
  visit.resume();
  expect(visit.sends).toEqual(left);
  expect(keptOf(visit.at)).toEqual(kept);
  visit.answer('/child[k2]/name', 'Mai');
  expect(visit.sends).toMatchObject({ child: [{ name: 'Mai', age: 9 }] });
});

test('a draft whose last instance was removed has none when it is opened again', () => {
  const visit = visitTo().remove('/child[1]').resume();
  expect(visit.pages).toEqual(['/children', '/child']);
});

test('the first rows hold everything, the defaults too', () => {
  const visit = interview(ask.integer('people', { default: { literal: '4' } }));
  expect(changes(null, visit.at)).toEqual([
    { ref: '#seed', answer: expect.any(Number) },
    { ref: '/people', answer: 4 },
  ]);
});

test('rows of a question that does not exist are left alone', () => {
  const visit = visitTo();
  const kept = [...keptOf(visit.at), { ref: '/gone', answer: 'x' }, { ref: '/children', answer: 3 }];
  const { beginInterview, answersOf } = { ...visitModule };
  expect(
    answersOf(beginInterview(visit.at.form, { world: visit.at.world, language: 'en', kept })),
  ).toMatchObject({
    children: 3,
  });
});

const visitModule = await import('../../src/questionnaire/index.ts');

test('an act leaves the interview before it as it was', () => {
  const visit = visitTo().answer('children', 1);
  const before = visit.at;
  visit.answer('children', 2).add('child', 'k2').answer('/child[1]/name', 'Mai');
  expect(visitModule.answersOf(before)).toEqual({ children: 1, double: 2, child: [{}] });
});

test('text is kept composed, as NFC', () => {
  const visit = interview(ask.text('name')).answer('name', 'Nguyễn'.normalize('NFD'));
  expect(visit.sends).toEqual({ name: 'Nguyễn'.normalize('NFC') });
});

test('a calculation that remembers its own last value remembers it in a draft, too', () => {
  const visit = interview(
    ask.integer('now'),
    ask.calculate('most', 'if(${now} > coalesce(., 0), ${now}, .)'),
  );
  visit.answer('now', 7).answer('now', 3);
  expect(visit.sends).toEqual({ now: 3, most: '7' });
  expect(visit.resume().sends).toEqual({ now: 3, most: '7' });
});
