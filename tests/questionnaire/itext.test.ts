import { expect, test } from 'vitest';
import { loadMore } from '../../src/questionnaire/formula/index.ts';
import { ask, choices, questionnaire, Visit } from '../support/scenario.ts';

await loadMore(); // words by their id are asked for rarely

const visit = (calculate: string) =>
  new Visit(
    questionnaire(
      [ask.integer('income', { hint: { en: 'A month', th: 'ต่อเดือน' } }), ask.calculate('said', calculate)],
      {
        languages: [
          { tag: 'en', status: 'source' },
          { tag: 'th', status: 'draft' },
        ],
        lists: {
          class: choices(
            { name: '1', label: { en: 'Lower', th: 'ต่ำ' } },
            { name: '2', label: { en: 'Upper', th: 'สูง' } },
          ),
        },
      },
    ),
  );

test('a calculation may ask for the words of a choice by the id that XLSForm gives them', () => {
  const household = visit("jr:itext(instance('class')/root/item[name = ${income}]/itextId)").answer(
    'income',
    2,
  );
  expect(household.question('said').answer).toBe('Upper');
  expect(household.speak('th').question('said').answer).toBe('สูง');
});

test('… and for the words of a question', () => {
  expect(visit("jr:itext('/data/income:label')").question('said').answer).toBe('income');
  expect(visit("jr:itext('/data/income:hint')").speak('th').question('said').answer).toBe('ต่อเดือน');
});

test('an id that means nothing is blank', () => {
  expect(visit("jr:itext('class-9')").question('said').answer).toBe(null);
  expect(visit("jr:itext('nothing')").question('said').answer).toBe(null);
});
