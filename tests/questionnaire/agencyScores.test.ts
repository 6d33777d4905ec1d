import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type Answers,
  beginInterview,
  compileForm,
  oneDecimal,
  problemsOf,
  Questionnaire,
  readAnswers,
  scoresIn,
} from '../../src/questionnaire/index.ts';
import { ask, interview, questionnaire, quietWorld, repeat, Visit } from '../support/scenario.ts';

const agencies = Questionnaire.parse(
  JSON.parse(readFileSync(new URL('../../src/questionnaires/ipi_agencies.json', import.meta.url), 'utf8')),
);
const beginning = { world: quietWorld(), language: 'en' };

/** What an agency answered, in the groups where it is asked. */
function scoresFor(g_direction: Answers, cases: readonly Answers[]) {
  const answers = {
    g_visit: { visit_date: '2026-11-20', mode: 'face', contact: 'start' },
    g_consent: { consent: 'agree' },
    g_direction,
    g_innov: { innov_n: cases.length },
    innovation_case: cases,
  };
  const { interview } = readAnswers(compileForm(agencies), answers, beginning);
  return Object.fromEntries(
    [...scoresIn(interview)].map(([name, score]) => [name, score === null ? null : oneDecimal(score)]),
  );
}

test('agency X of the specification has the scores that it says', () => {
  const direction = {
    strat_status: 'adopted',
    strat_goals: ['ndp', 'digital'],
    unit_status: 'parttime',
    cino_status: '98',
    budget_type: 'adhoc',
    trial_rule: 'informal',
  };
  const cases: Answers[] = [
    {
      case_domain: ['service'],
      case_digital: 'main',
      case_stage: 'used',
      case_partners: ['community', 'otherlevel'],
      case_risk: 'written',
      case_groups: ['remote', 'disab'],
      case_eff: '4',
      case_rsp: '5',
      case_inc: '96',
      case_evid: ['survey'],
      case_goals: ['sdg', 'ndp'],
    },
    {
      case_domain: ['process', 'service'],
      case_digital: 'none',
      case_stage: 'stopped',
      case_partners: ['none'],
      case_risk: 'no',
      case_groups: ['staff'],
      case_goals: ['none'],
    },
    {
      case_domain: ['process'],
      case_digital: 'part',
      case_stage: 'pilot',
      case_partners: ['univ', 'business', 'cso', 'intl'],
      case_risk: '98',
      case_groups: ['general'],
      case_eff: '3',
      case_rsp: '4',
      case_inc: '3',
      case_evid: ['opinion'],
      case_goals: ['98'],
    },
  ];
  expect(scoresFor(direction, cases)).toEqual({
    a_inst: 54.2,
    a_aln: 50,
    a_brd: 66.7,
    a_par: 55.6,
    a_rsk: 50,
    a_exp: 75,
    a_val: 72.9,
    a_nontec: 66.7,
    a_reach: 33.3,
    idx_agency: 58.6,
  });
});

test('agency Y, with nothing in place and no innovation, has noughts where there is something to know, and no index', () => {
  const direction = {
    strat_status: 'none',
    unit_status: 'none',
    cino_status: 'none',
    budget_type: 'none',
    trial_rule: 'no',
  };
  expect(scoresFor(direction, [])).toEqual({
    a_inst: 0,
    a_aln: 0,
    a_brd: 0,
    a_par: null,
    a_rsk: null,
    a_exp: null,
    a_val: null,
    a_nontec: null,
    a_reach: null,
    idx_agency: null,
  });
});

test('nobody has a score before anything is answered', () => {
  const scores = scoresIn(beginInterview(compileForm(agencies), beginning));
  expect(new Set(scores.values())).toEqual(new Set([null]));
});

test('a broken formula of a score is told, and its score is missing', () => {
  const of = questionnaire([ask.integer('a'), repeat('case', [ask.integer('b')])], {
    scores: [
      { name: 'x', label: 'X', points: [{ formula: '${a} +' }, { formula: '${a} * 10' }], atLeast: 1 },
      { name: 'y', label: 'Y', points: [{ formula: '1', each: 'a' }], atLeast: 1 },
    ],
  });
  const visit = new Visit(of).answer('a', 3);
  expect(problemsOf(visit.at.form).map(({ code, part }) => [code, part])).toEqual([
    ['formula-unexpected-end', 'score'],
    ['formula-unknown-name', 'score'],
  ]);
  expect([...scoresIn(visit.at)]).toEqual([
    ['x', 30],
    ['y', null],
  ]);
});

test('a score without formulas is the same from an interview', () => {
  const visit = interview(ask.integer('a')).answer('a', 4);
  expect([...scoresIn(visit.at)]).toEqual([]);
});
