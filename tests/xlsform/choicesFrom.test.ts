import { expect, test } from 'vitest';
import { readXForm, readXlsForm, writeXForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { Visit } from '../support/scenario.ts';
import { questionnaireOf, read, told } from './workbooks.ts';

const survey = `
  |type|name|label|choice_filter|
  |begin repeat|person|Person||
  |text|name|Name||
  |begin group|more|More||
  |integer|age|Age||
  |end group||||
  |end repeat||||
  |select_one \${name}|head|Head|\${age} > 17|
  |select_multiple \${age}|ages|Ages||`;

const asked = (of: Awaited<ReturnType<typeof questionnaireOf>>) => {
  const visit = new Visit(of).add('person', 'k2');
  visit.answer('/person[1]/name', 'Anan').answer('/person[1]/more/age', 40);
  return visit.answer('/person[k2]/name', 'Mai').answer('/person[k2]/more/age', 9);
};

test('select_one ${name} takes its choices from the repeat that has the name; its filter asks each of them', async () => {
  const visit = asked(await questionnaireOf({ survey }));
  expect(visit.offers('head')).toEqual(['Anan']);
  expect(visit.offers('ages')).toEqual(['40', '9']);
});

test('it comes back the same from a workbook and from an XForm', async () => {
  const questionnaire = await questionnaireOf({ survey });
  const again = await readXlsForm(writeXlsForm(questionnaire), { name: 'visit.xlsx' });
  expect(again.questionnaire).toEqual(questionnaire);
  const form = await readXForm(writeXForm(questionnaire));
  expect(form.questionnaire).toEqual(questionnaire);
});

test('a name that is in no repeat is told; the answer is typed', async () => {
  const { questionnaire, problems } = await read({
    survey: '|type|name|label|\n|text|a|A|\n|select_one ${a}|b|B|',
  });
  expect(told(problems)).toEqual(['list-from-answers survey A3']);
  expect(questionnaire?.items[1]).toMatchObject({ kind: 'text' });
});
