import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { readXlsForm, writeXlsForm } from '../../src/xlsform/index.ts';
import { questionnaire } from '../support/scenario.ts';
import { questionnaires } from './questionnaires.ts';
import { questionnaireOf } from './workbooks.ts';

const again = async (questionnaire: Questionnaire) =>
  (await readXlsForm(writeXlsForm(questionnaire), { name: 'again.xlsx' })).questionnaire;

test('any questionnaire that is written comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(questionnaires, async (questionnaire) => {
      expect(Questionnaire.safeParse(questionnaire).success).toBe(true);
      expect(await again(questionnaire)).toEqual(questionnaire);
    }),
    { numRuns: 100 },
  );
});

test('a ranking that stands before the question that names the file of its list finds it', async () => {
  const visit = questionnaire(
    [
      { kind: 'rank', name: 'order', list: 'halls', required: 'true()' },
      { kind: 'one', name: 'hall', list: 'halls', required: 'true()' },
    ],
    { lists: { halls: { choices: [], file: 'halls.xml' } } },
  );
  expect(await again(visit)).toEqual(visit);
});

test.for(['ics_officials', 'ipi_agencies'])(
  'the house’s questionnaire %s comes back the same, in all its languages, and nothing is told',
  async (name) => {
    const official = Questionnaire.parse(JSON.parse(readFileSync(`src/questionnaires/${name}.json`, 'utf8')));
    const { questionnaire, problems, translations } = await readXlsForm(writeXlsForm(official), {
      name: 'x.xlsx',
    });
    expect(questionnaire).toEqual(official);
    expect(problems).toEqual([]);
    expect(translations.map(({ tag, missing }) => [tag, missing])).toEqual(
      official.languages.map(({ tag }) => [tag, 0]),
    );
  },
);

test('the same questionnaire is written in the same bytes', async () => {
  const visit = await questionnaireOf({ survey: '|type|name|label|\n|text|a|A|' });
  expect(writeXlsForm(visit)).toEqual(writeXlsForm(visit));
});

test('what is written is an XLSForm that authors know: its headers and types', async () => {
  const visit = await questionnaireOf({
    survey: '|type|name|label::en|label::th|required|\n|select_one yn|a|A|ก|yes|',
    choices: '|list_name|name|label::en|\n|yn|y|Yes|',
  });
  const files = unzipSync(writeXlsForm(visit));
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const cells = [...sheet.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
  expect(cells).toEqual([
    'type',
    'name',
    'label::English (en)',
    'label::ไทย (th)',
    'required',
    'select_one yn',
    'a',
    'A',
    'ก',
    'yes',
  ]);
});
