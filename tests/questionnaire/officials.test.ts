import { expect, test } from 'vitest';
import { problemsIn, progress, readAnswers } from '../../src/questionnaire/index.ts';
import { ask, choices, group, questionnaire, quietWorld, Visit } from '../support/scenario.ts';

const scale = choices('1', '2', '3', '4', '5', { name: '98', label: 'Don’t know', apart: true });
const agreed = "${consent} = 'agree' and ${scr_public} = 'yes'";
const only = (name: string) => `not(selected(., '${name}') and count-selected(.) > 1)`;

/** In the shape of the officials' survey: consent, a screener, then pages of statements. */
const survey = questionnaire(
  [
    group('g_consent', [ask.note('intro'), ask.one('consent', 'consent2', { required: 'true()' })], {
      page: true,
    }),
    ask.one('scr_public', 'yn', { required: 'true()', relevant: "${consent} = 'agree'" }),
    ask.note('end_decline', { relevant: "${consent} = 'decline' or ${scr_public} = 'no'" }),
    group(
      'job',
      [
        ask.one('country', 'country', { required: 'true()' }),
        ask.one('role', 'country', { softRequired: 'true()' }),
      ],
      {
        page: true,
        relevant: agreed,
      },
    ),
    group(
      'page1',
      ['int_01', 'cre_01', 'int_04'].map((name) => ask.one(name, 'agree5', { softRequired: 'true()' })),
      {
        page: true,
        relevant: agreed,
      },
    ),
    group(
      'experience',
      [
        ask.many('barriers', 'barriers', {
          softRequired: 'true()',
          constraint: `${only('none')} and count-selected(.) <= 3`,
          randomize: { keepLast: ['other', 'none'] },
        }),
        ask.text('barriers_other', {
          relevant: "selected(${barriers}, 'other')",
          constraint: 'string-length(.) <= 150',
        }),
        ask.integer('overall', { constraint: '. >= 0 and . <= 10' }),
      ],
      { page: true, relevant: agreed },
    ),
    group('about', [ask.one('area', 'area', { choiceFilter: 'country = ${country}' })], {
      page: true,
      relevant: agreed,
    }),
    ask.note('end', { relevant: agreed }),
  ],
  {
    lists: {
      consent2: choices('agree', 'decline'),
      yn: choices('yes', 'no'),
      country: choices('MY', 'PH', 'TH', 'VN'),
      agree5: scale,
      barriers: choices('money', 'time', 'rules', 'blame', 'other', 'none'),
      area: choices(
        { name: 'n', label: 'North', columns: { country: 'TH' } },
        { name: 'd', label: 'Delta', columns: { country: 'VN' } },
      ),
    },
    consent: { question: 'consent', agreed: 'agree' },
  },
);
const presets = { country: 'TH' };
const visitTo = () => new Visit(survey, { presets });

test('before the agreement only the notice is shown; declining ends it', () => {
  const visit = visitTo();
  expect(visit.pages).toEqual(['/g_consent']);
  expect(visit.answer('consent', 'decline').pages).toEqual(['/g_consent', '/end_decline']);
});

test('who does not work for the public is thanked; who does is asked', () => {
  const visit = visitTo().answer('consent', 'agree');
  expect(visit.pages).toEqual(['/g_consent', '/scr_public']);
  expect(visit.answer('scr_public', 'no').pages).toEqual(['/g_consent', '/scr_public', '/end_decline']);
  expect(visit.answer('scr_public', 'yes').pages).toEqual([
    '/g_consent',
    '/scr_public',
    '/job',
    '/page1',
    '/experience',
    '/about',
    '/end',
  ]);
});

test('agreement costs its few conditions and those of what appears, not every question', () => {
  const visit = visitTo().answer('consent', 'agree');
  expect(visit.costs(() => visit.answer('scr_public', 'yes'))).toBeLessThan(12);
  expect(visit.costs(() => visit.answer('int_01', '4'))).toBe(0);
});

test('a whole interview: soft reminders, a preset country, a filtered area, and what is sent', () => {
  const visit = visitTo().answer('consent', 'agree').answer('scr_public', 'yes');
  expect(progress(visit.at)).toEqual({ answered: 2, asked: 9 });
  expect(visit.offers('area')).toEqual(['n']);
  visit
    .answer('int_01', '4')
    .answer('cre_01', '98')
    .answer('barriers', ['money', 'other'])
    .answer('barriers_other', 'Distance');
  visit.answer('overall', 7).answer('area', 'n');
  expect([...problemsIn(visit.at)].map(({ ref, verdict }) => `${ref} ${verdict.kind}`)).toEqual([
    '/job/role wanted',
    '/page1/int_04 wanted',
  ]);
  expect(visit.sends).toEqual({
    g_consent: { consent: 'agree' },
    scr_public: 'yes',
    job: { country: 'TH' },
    page1: { int_01: '4', cre_01: '98' },
    experience: { barriers: ['money', 'other'], barriers_other: 'Distance', overall: 7 },
    about: { area: 'n' },
  });
  const { problems } = readAnswers(visit.at.form, JSON.parse(JSON.stringify(visit.sends)), {
    world: quietWorld(),
    language: 'th',
    presets,
  });
  expect(problems).toEqual([]);
});

test('“none” goes with nothing else, and three are enough', () => {
  const visit = visitTo().answer('consent', 'agree').answer('scr_public', 'yes');
  const said = (...names: string[]) => visit.answer('barriers', names).verdict('barriers');
  expect([
    said('none'),
    said('none', 'time'),
    said('time', 'rules', 'blame'),
    said('time', 'rules', 'blame', 'money'),
  ]).toEqual(['fine', 'unacceptable', 'fine', 'unacceptable']);
});

test('who takes the agreement back sends nothing but that', () => {
  const visit = visitTo().answer('consent', 'agree').answer('scr_public', 'yes').answer('int_01', '4');
  expect(visit.answer('consent', 'decline').sends).toEqual({ g_consent: { consent: 'decline' } });
});
