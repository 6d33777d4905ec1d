import { expect, test } from 'vitest';
import { answersOf, compileForm, readAnswers } from '../../src/questionnaire/index.ts';
import { ask, interview, questionnaire, quietWorld, repeat, Visit } from '../support/scenario.ts';

const aboutOwn = () =>
  interview(
    repeat('case', [ask.text('kind'), ask.text('title')], { relevant: "${kind} != 'none'" }),
    ask.calculate('cases', 'count(${case})'),
  ).add('case', 'k2');

test('a condition of a repeat that looks into it is asked for each instance', () => {
  const visit = aboutOwn().answer('/case[k2]/title', 'Counter').answer('/case[k2]/kind', 'none');
  expect(visit.pages).toEqual(['/case[1]/kind', '/case[1]/title', '/case']);
  expect(visit.sends).toEqual({ case: [{}], cases: 1 });
});

test('an instance that is not asked keeps its answers, and comes back with them', () => {
  const visit = aboutOwn().answer('/case[k2]/title', 'Counter').answer('/case[k2]/kind', 'none').resume();
  expect(visit.sends).toEqual({ case: [{}], cases: 1 });
  visit.answer('/case[k2]/kind', 'service');
  expect(visit.sends).toEqual({ case: [{}, { kind: 'service', title: 'Counter' }], cases: 2 });
});

const fromThird = () =>
  questionnaire([repeat('node', [ask.integer('value')], { relevant: 'position(current()) > 2' })]);

test('a condition may ask for the number of the instance; what is sent keeps the numbers', () => {
  const visit = new Visit(fromThird()).add('node', 'k2').add('node', 'k3').answer('/node[k3]/value', 3);
  expect(visit.sends).toEqual({ node: [{}, {}, { value: 3 }] });
  visit.remove('/node[1]');
  expect(visit.pages).toEqual(['/node']);
});

test('what was sent of such a repeat is read again as it was', () => {
  const visit = new Visit(fromThird()).add('node', 'k2').add('node', 'k3').answer('/node[k3]/value', 3);
  const beginning = { world: quietWorld(), language: 'en' };
  const { interview: again, problems } = readAnswers(compileForm(fromThird()), visit.sends, beginning);
  expect(problems).toEqual([]);
  expect(answersOf(again)).toEqual(visit.sends);
});

test('a default for the beginning is not worked out in an instance that is added', () => {
  const visit = interview(
    repeat('visit', [ask.integer('number', { default: { formula: '4 * 4', firstOnly: true } })]),
  ).add('visit', 'k2');
  expect(visit.sends).toEqual({ visit: [{ number: 16 }, {}] });
});
