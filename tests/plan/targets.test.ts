import { expect, test } from 'vitest';
import { choiceQuestionsOf, readTargets, targetsAsText } from '../../src/plan/index.ts';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import officials from '../../src/questionnaires/ics_officials.json' with { type: 'json' };

const level = choiceQuestionsOf(Questionnaire.parse(officials)).find(({ name }) => name === 'country');
if (!level) throw new Error('the officials are asked for their country');

test('targets are pasted from a spreadsheet, by code or by label of any language', () => {
  const pasted = 'MY\t1,200\r\nไทย;300\nViệt Nam, 250\nPilipinas\t"400"\n';
  expect(readTargets(pasted, level)).toEqual({
    targets: [
      { question: 'country', value: 'MY', number: 1_200 },
      { question: 'country', value: 'TH', number: 300 },
      { question: 'country', value: 'VN', number: 250 },
      { question: 'country', value: 'PH', number: 400 },
    ],
    unread: [],
  });
});

test('lines that say nothing known are given back, and a blank number is no target', () => {
  const { targets, unread } = readTargets('country\tnumber\nSG\t10\nTH\t\nMY\tmany\n', level);
  expect(targets).toEqual([]);
  expect(unread).toEqual(['country\tnumber', 'SG\t10', 'MY\tmany']);
});

test('what was read can be changed in a spreadsheet and read again', () => {
  const { targets } = readTargets('TH\t300\nMY\t20', level);
  expect(readTargets(targetsAsText(targets, level), level).targets).toEqual(targets);
});
