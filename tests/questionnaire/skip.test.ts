import { expect, test } from 'vitest';
import { problemsOf } from '../../src/questionnaire/index.ts';
import { ask, group, interview } from '../support/scenario.ts';

const visitTo = () => interview(ask.integer('children'), ask.text('school', { relevant: '${children} > 0' }));

test('a question is asked only while its condition holds', () => {
  const visit = visitTo();
  expect(visit.asks('school')).toBe(false);
  visit.answer('children', 2);
  expect(visit.asks('school')).toBe(true);
  visit.answer('children', null);
  expect(visit.asks('school')).toBe(false);
});

test('a skipped answer is kept for second thoughts, but not sent', () => {
  const visit = visitTo();
  visit.answer('children', 2).answer('school', 'Ban Nong Khai').answer('children', 0);
  expect(visit.sends).toEqual({ children: 0 });
  visit.answer('children', 1);
  expect(visit.sends).toEqual({ children: 1, school: 'Ban Nong Khai' });
});

test('formulas see a skipped answer as blank', () => {
  const visit = interview(
    ask.integer('children'),
    ask.text('school', { relevant: '${children} > 0' }),
    ask.calculate('known', "if(${school} = '', 'nothing', ${school})"),
  );
  visit.answer('children', 2).answer('school', 'Ban Nong Khai');
  expect(visit.sends).toMatchObject({ known: 'Ban Nong Khai' });
  visit.answer('children', 0);
  expect(visit.sends).toMatchObject({ known: 'nothing' });
});

test('what stands in a skipped group is skipped, however deep', () => {
  const visit = interview(
    ask.text('consent'),
    group('work', [ask.text('role'), group('team', [ask.text('size', { relevant: "${role} = 'head'" })])], {
      relevant: "${consent} = 'agree'",
    }),
  );
  visit.answer('role', 'head').answer('size', '12');
  expect(visit.asks('size')).toBe(false);
  expect(visit.sends).toEqual({});
  visit.answer('consent', 'agree');
  expect(visit.asks('size')).toBe(true);
  expect(visit.sends).toEqual({ consent: 'agree', work: { role: 'head', team: { size: '12' } } });
});

test('an answer to a question that does not stand there is a mistake of the caller', () => {
  expect(() => visitTo().answer('/nowhere', 'x')).toThrow('nothing stands at /nowhere');
});

test('a group may be asked or not after what stands in it: it is hidden by an answer, and comes back with another', () => {
  const visit = interview(
    group('inputs', [ask.text('source', { default: { literal: 'user' } }), ask.text('patient')], {
      relevant: "./source = 'user'",
    }),
  );
  expect(problemsOf(visit.at.form)).toEqual([]);
  expect(visit.asks('patient')).toBe(true);
  visit.answer('source', 'contact');
  expect(visit.asks('patient')).toBe(false);
  expect(visit.sends).toEqual({});
  expect(visit.resume().answer('source', 'user').asks('patient')).toBe(true);
});
