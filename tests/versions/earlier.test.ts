import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item, Question, Questionnaire } from '../../src/questionnaire/index.ts';
import { tableOf } from '../../src/submission/index.ts';
import { asTabled } from '../../src/versions/index.ts';
import { questionnaires } from '../xlsform/questionnaires.ts';
import { visit } from './visit.ts';

const [age, colour, job] = visit.items as [Question, Question, Extract<Item, { kind: 'group' }>];
const asked = (questionnaire: Questionnaire) =>
  tableOf(questionnaire)?.columns.filter((name) => !tableOf({ ...visit, items: [] })?.columns.includes(name));

test('a question that is no longer asked keeps its column, behind those that are', () => {
  const newest = { ...visit, items: [colour, { ...job, items: [] }] };
  expect(asked(asTabled(newest, [visit]))).toEqual(['colour', 'title', 'age']);
});

test('a choice that is no longer offered keeps its label', () => {
  const lists = { colours: { choices: [{ name: 'green', label: 'Green' }] } };
  const { colours } = asTabled({ ...visit, lists }, [visit]).lists;
  expect(colours?.choices.map(({ name }) => name)).toEqual(['green', 'red', 'blue']);
});

test('the newest version says how a question that both ask is called', () => {
  const newest = { ...visit, items: [{ ...age, label: 'Your age' }] };
  expect(asTabled(newest, [visit]).items[0]).toEqual({ ...age, label: 'Your age' });
});

test('a version has nothing more from itself', () => {
  fc.assert(
    fc.property(questionnaires, (any) => {
      expect(asTabled(any, [any, any])).toEqual(any);
    }),
  );
});
