import { expect, test } from 'vitest';
import { inCountry } from '../../src/plan/index.ts';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import officials from '../../src/questionnaires/ics_officials.json' with { type: 'json' };
import { wholePlan } from './plans.ts';

const questionnaire = Questionnaire.parse(officials);
const blank = { ...wholePlan(questionnaire), inserts: {} };

test('a country brings the names of its law, and answers its own question', () => {
  const plan = inCountry(blank, questionnaire, 'TH', false);
  expect(plan.presets).toEqual({ country: 'TH' });
  expect(plan.inserts.authority).toMatchObject({
    words: { th: 'สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล (สคส.)' },
  });
  expect(plan.inserts.legal_basis).toMatchObject({ words: { th: expect.stringContaining('พ.ศ. 2562') } });
});

test('what was written stays; another country takes the answer away again', () => {
  const { inserts } = wholePlan(questionnaire);
  const thai = inCountry({ ...blank, inserts, presets: { gov_level: 'local' } }, questionnaire, 'TH', false);
  expect(thai.inserts).toEqual(inserts);
  const several = inCountry(thai, questionnaire, 'several', false);
  expect([several.country, several.presets]).toEqual(['several', { gov_level: 'local' }]);
});

test('once the survey was opened, what is answered beforehand stays', () => {
  const thai = inCountry(blank, questionnaire, 'TH', false);
  expect(inCountry(thai, questionnaire, 'VN', true).presets).toEqual({ country: 'TH' });
});
