import { expect, test } from 'vitest';
import { type Answer, questionAt } from '../../src/questionnaire/index.ts';
import {
  changedNotes,
  courseOf,
  languageNote,
  notesAmong,
  notesOf,
  withNotes,
} from '../../src/screens/course.ts';
import { ask, choices, questionnaire, Visit } from '../support/scenario.ts';

const visitTo = () =>
  new Visit(
    questionnaire([ask.text('name'), ask.integer('staff'), ask.one('first', 'letters', { randomize: {} })], {
      lists: { letters: choices('a', 'b', 'c', { name: '98', label: 'Don’t know', apart: true }) },
    }),
  );

test('an answer counts as changed once for each page it was changed on, never for the keys that it took', () => {
  const visit = visitTo();
  const touched = new Map<string, Answer>();
  let notes = notesAmong([]);
  const give = (ref: string, given: Answer) => {
    if (!touched.has(ref)) touched.set(ref, questionAt(visit.at, ref)?.answer ?? null);
    visit.answer(ref, given);
  };
  const turnPage = () => {
    notes = withNotes(notes, changedNotes(notes, visit.at, touched));
  };
  for (const typed of ['H', 'Hu', 'Hue']) give('/name', typed);
  turnPage();
  expect(courseOf(visit.at, notes)?.changed).toBeUndefined();
  for (const typed of ['Hu', 'H', 'Ho', 'Hoi An']) give('/name', typed);
  give('/staff', 3);
  turnPage();
  give('/staff', 4);
  give('/staff', 3);
  turnPage();
  expect(courseOf(visit.at, notes)?.changed).toEqual({ name: 1 });
});

test('languages are told in the order in which they were chosen, and choices in the order of chance', () => {
  const visit = visitTo();
  let notes = notesAmong([{ ref: '/name', answer: 'Hue' }]);
  expect(notes.size).toBe(0);
  notes = withNotes(notes, [languageNote(notes, 'en', 'th')]);
  notes = withNotes(notes, [languageNote(notes, 'th', 'en')]);
  const course = courseOf(visit.at, notes);
  expect(course?.languages).toEqual(['en', 'th', 'en']);
  expect(course?.orders?.first).toEqual(visit.question('/first').choices.map(({ name }) => name));
  expect(course?.orders?.first?.toSorted()).toEqual(['98', 'a', 'b', 'c']);
});

test('what was noted comes back with a submission that is opened again', () => {
  const visit = visitTo();
  const course = { languages: ['en', 'th'], changed: { name: 2 } };
  const remarks = [{ at: '/staff', text: 'As on the notice board.' }];
  const notes = notesAmong(notesOf({ remarks, course }));
  expect(courseOf(visit.at, notes)).toMatchObject(course);
  expect(notes.get('#remark/staff')).toBe('As on the notice board.');
});
