import { expect, test } from 'vitest';
import { lastSavedOf } from '../../src/questionnaire/index.ts';
import { ask, questionnaire, repeat, Visit } from '../support/scenario.ts';

const of = () =>
  questionnaire([
    ask.text('village', { default: { formula: '${last-saved#village}' } }),
    repeat('person', [ask.integer('age')]),
    ask.calculate('before', 'sum(${last-saved#age})'),
    ask.note('where', { label: 'Last time: ${last-saved#village}' }),
  ]);

const lastSaved = { village: 'Ban Mai', person: [{ age: 40 }, { age: 9 }] };

test('the answers of the interview that was saved last are there to begin with', () => {
  const visit = new Visit(of(), { lastSaved: lastSavedOf(lastSaved) });
  expect(visit.sends).toEqual({ village: 'Ban Mai', person: [{}], before: 49 });
  expect(visit.says('where')).toBe('Last time: Ban Mai');
});

test('without one they are blank', () => {
  const visit = new Visit(of());
  expect(visit.sends).toEqual({ person: [{}], before: 0 });
  expect(visit.says('where')).toBe('Last time: ');
});

test('a draft does not follow when another interview is saved meanwhile', () => {
  const visit = new Visit(of(), { lastSaved: lastSavedOf(lastSaved) });
  const rows = visit.writes(() => visit.resume());
  expect(rows).toEqual([]);
  expect(visit.sends).toMatchObject({ village: 'Ban Mai', before: 49 });
});

test('an XForm’s path into them finds the same', () => {
  const visit = new Visit(
    questionnaire([
      ask.text('village'),
      ask.calculate('again', "instance('__last-saved')/data/village"),
      ask.calculate('second', "instance('__last-saved')/data/person[2]/age"),
      repeat('person', [ask.integer('age')]),
    ]),
    { lastSaved: lastSavedOf(lastSaved) },
  );
  expect(visit.sends).toMatchObject({ again: 'Ban Mai', second: '9' });
});
