import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { readXForm, writeXForm } from '../../src/xlsform/index.ts';
import { questionnaires } from './questionnaires.ts';

test('any questionnaire that is written as an XForm comes back the same', async () => {
  await fc.assert(
    fc.asyncProperty(questionnaires, async (questionnaire) => {
      const { questionnaire: again } = await readXForm(writeXForm(questionnaire));
      expect(again).toEqual(questionnaire);
    }),
    { numRuns: 100 },
  );
});

test.for(['ics_officials', 'ipi_agencies'])(
  'the house’s questionnaire %s comes back the same from an XForm, and nothing is told',
  async (name) => {
    const official = Questionnaire.parse(JSON.parse(readFileSync(`src/questionnaires/${name}.json`, 'utf8')));
    const { questionnaire, problems } = await readXForm(writeXForm(official));
    expect(questionnaire).toEqual(official);
    expect(problems).toEqual([]);
  },
);
