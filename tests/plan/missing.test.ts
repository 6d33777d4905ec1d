import { expect, test } from 'vitest';
import { isPlaceholder, missingOf, noticeFields, type SurveyPlan, unsaidBy } from '../../src/plan/index.ts';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import officials from '../../src/questionnaires/ics_officials.json' with { type: 'json' };
import { wholePlan } from './plans.ts';

const questionnaire = Questionnaire.parse(officials);
const today = '2026-11-23';
const missing = (changes: Partial<SurveyPlan>) =>
  missingOf({ ...wholePlan(questionnaire), ...changes }, questionnaire, today).map(({ at, language, why }) =>
    [at, language, why].filter((part) => part !== undefined).join(' '),
  );

test('a plan with everything said opens', () => {
  expect(missing({})).toEqual([]);
});

test('every field of the notice is asked for, in every language of the survey', () => {
  const { inserts } = wholePlan(questionnaire);
  for (const { name, kind } of noticeFields) {
    if (name === 'transfer_where') continue;
    const { [name]: _, ...others } = inserts;
    const expected =
      kind === 'words' ? [`inserts/${name} th empty`, `inserts/${name} en empty`] : [`inserts/${name} empty`];
    expect(missing({ inserts: others })).toEqual(expected);
  }
});

test('where the answers go abroad, the notice says whereto', () => {
  const { inserts } = wholePlan(questionnaire);
  const abroad = { ...inserts, transfer_abroad: { words: 'yes' } };
  expect(missing({ inserts: abroad })).toEqual([
    'inserts/transfer_where th empty',
    'inserts/transfer_where en empty',
  ]);
  expect(missing({ inserts: { ...abroad, transfer_where: { words: 'Singapore' } } })).toEqual([]);
});

test.for([
  '[name of the ministry]',
  'To be written…',
  '______',
  '{{organisation}}',
  '???',
  'TBD',
  'xxx',
  '–',
  'N/A',
])('“%s” is a place to be filled, and nothing that is said', (text) => {
  expect(isPlaceholder(text)).toBe(true);
  const { inserts } = wholePlan(questionnaire);
  const purpose = { words: { en: text, th: 'เพื่อการศึกษา' } };
  expect(missing({ inserts: { ...inserts, purpose } })).toEqual(['inserts/purpose en placeholder']);
});

test.for(['Ministry of Finance (MOF)', 'สำนักงาน ก.พ.ร.', 'Bộ Nội vụ', 'none', 'R&D, Unit 7'])(
  '“%s” is something that is said',
  (text) => {
    expect(isPlaceholder(text)).toBe(false);
  },
);

test('whoever has a question about their data must be able to reach somebody', () => {
  const { inserts } = wholePlan(questionnaire);
  const officer = (words: string) => missing({ inserts: { ...inserts, officer: { words } } });
  expect(officer('our data protection officer')).toHaveLength(2);
  for (const words of ['DPO, dpo@agency.example', 'DPO, โทร. ๐๒ ๑๒๓ ๔๕๖๗', 'DPO, https://agency.example/dpo'])
    expect(officer(words)).toEqual([]);
});

test('days lie ahead and in their order', () => {
  const { inserts } = wholePlan(questionnaire);
  expect(missing({ closesOn: '2026-11-22' })).toEqual(['closesOn passed']);
  expect(missing({ opensOn: '2026-12-02', closesOn: '2026-12-01' })).toEqual(['closesOn before-it-opens']);
  const until = (day: string) =>
    missing({ closesOn: '2027-01-01', inserts: { ...inserts, retention_date: { day } } });
  expect(until('2026-11-23')).toEqual(['inserts/retention_date passed']);
  expect(until('2026-12-31')).toEqual(['inserts/retention_date before-it-closes']);
});

test('in Malaysia the notice is there in Malay and in English', () => {
  expect(missing({ country: 'MY', presets: { country: 'MY' } })).toEqual(['languages ms language-wanted']);
});

test('a preset or a target that the questionnaire does not have is no preset and no target', () => {
  expect(missing({ presets: { country: 'XX' } })).toEqual(['presets not-in-questionnaire']);
  const target = (question: string, value: string) => missing({ targets: [{ question, value, number: 10 }] });
  expect(target('gov_level', 'local')).toEqual([]);
  expect(target('', '')).toEqual([]);
  expect(target('gov_level', 'moon')).toEqual(['targets not-in-questionnaire']);
});

test('what the questionnaire does not say itself stands in a list under its notice', () => {
  expect(unsaidBy(questionnaire, wholePlan(questionnaire))).toEqual([
    'officer',
    'legal_basis',
    'recipients',
    'sensitive',
  ]);
});
