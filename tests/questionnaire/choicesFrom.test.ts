import { expect, test } from 'vitest';
import { ask, interview, questionnaire, repeat, Visit } from '../support/scenario.ts';

const person = () => repeat('person', [ask.text('name'), ask.integer('age')]);
const head = (places = '${person}') => ({
  ...ask.one('head', ''),
  choicesFrom: { places, value: 'name', label: 'name' },
});
const without = ({ list, ...rest }: ReturnType<typeof head>) => rest;

const household = (places?: string) =>
  interview(person(), without(head(places)), ask.calculate('said', "jr:choice-name(${head}, '${head}')"))
    .add('person', 'k2')
    .answer('/person[1]/name', 'Anan')
    .answer('/person[k2]/name', 'Mai');

test('the answers of a repeat are the choices, as they come and go', () => {
  const visit = household();
  expect(visit.offers('head')).toEqual(['Anan', 'Mai']);
  visit.add('person', 'k3');
  expect(visit.offers('head')).toEqual(['Anan', 'Mai']); // nobody can choose a blank
  visit.answer('/person[k3]/name', 'Nok').remove('/person[1]');
  expect(visit.offers('head')).toEqual(['Mai', 'Nok']);
});

test('an answer that is no longer among them is kept, and not sent', () => {
  const visit = household().answer('head', 'Mai');
  expect(visit.sends).toMatchObject({ head: 'Mai', said: 'Mai' });
  visit.answer('/person[k2]/name', 'May');
  expect(visit.sends).not.toHaveProperty('head');
  visit.answer('/person[k2]/name', 'Mai');
  expect(visit.sends).toMatchObject({ head: 'Mai' });
});

test('a filter asks each instance', () => {
  const visit = household('${person}[age >= 18]').answer('/person[1]/age', 40).answer('/person[k2]/age', 9);
  expect(visit.offers('head')).toEqual(['Anan']);
});

test('an answer shown as a choice is never read as markup', () => {
  const visit = household().answer('/person[1]/name', '**Anan**');
  const [first] = visit.question('head').choices;
  expect(first?.label.pieces).toEqual(['', '**Anan**', '']);
});

test('rows of a file that is no table can be chosen and walked', () => {
  const tree = {
    name: 'people',
    children: [
      { name: 'person', attributes: { id: 'p1' }, children: [{ name: 'name', text: 'Anan' }] },
      { name: 'person', attributes: { id: 'p2' }, children: [{ name: 'name', text: 'Mai' }] },
    ],
  };
  const places = "instance('staff')/people/person";
  const visit = new Visit(
    questionnaire(
      [
        { kind: 'one', name: 'who', label: 'Who?', choicesFrom: { places, value: '@id', label: 'name' } },
        ask.calculate('said', `${places}[@id = \${who}]/name`),
      ],
      { lists: { staff: { choices: [], tree } } },
    ),
  ).answer('who', 'p2');
  expect(visit.offers('who')).toEqual(['p1', 'p2']);
  expect(visit.sends).toEqual({ who: 'p2', said: 'Mai' });
});
