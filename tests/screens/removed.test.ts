import { expect, test } from 'vitest';
import { bringBack, noteOf, removedFrom } from '../../src/screens/removed.ts';
import { ask, questionnaire, repeat, Visit } from '../support/scenario.ts';

const visitWithThree = () => {
  const visit = new Visit(
    questionnaire([
      repeat('case', [ask.text('title'), repeat('step', [ask.text('what')])]),
      repeat('case_other', [ask.text('x')]),
    ]),
  );
  visit.add('/case', 'k2').add('/case', 'k3');
  for (const key of ['1', 'k2', 'k3']) visit.answer(`/case[${key}]/title`, `title ${key}`);
  return visit.add('/case[k2]/step', 's1').answer('/case[k2]/step[s1]/what', 'opened');
};

test('a case that was removed comes back from its note, with what is nested in it, between those that stayed', () => {
  const visit = visitWithThree();
  const before = visit.sends;
  const note = noteOf(visit.at, '/case', '/case[k2]', '2. title k2');
  visit.remove('/case[k2]').resume();
  expect(visit.sends.case).toHaveLength(2);
  const [removed] = removedFrom('/case', new Map([[note.ref, note.answer]]));
  if (!removed) throw new Error('the note says nothing');
  expect(removed).toMatchObject({ key: 'k2', name: '2. title k2', at: 1 });
  visit.at = bringBack(visit.at, '/case', removed);
  expect(visit.sends).toEqual(before);
  visit.at = bringBack(visit.at, '/case', removed); // pressed twice
  expect(visit.sends).toEqual(before);
});

test('a repeat offers only what was removed from itself', () => {
  const visit = visitWithThree();
  const inner = noteOf(visit.at, '/case[k2]/step', '/case[k2]/step[s1]', '1. opened');
  const notes = new Map([
    [inner.ref, inner.answer],
    ['#remark/case[k2]/title', 'nothing to do with it'],
  ]);
  expect(removedFrom('/case', notes)).toEqual([]);
  expect(removedFrom('/case_other', notes)).toEqual([]);
  expect(removedFrom('/case[k2]/step', notes).map(({ key }) => key)).toEqual(['s1']);
});
