import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { scorerOf } from '../../src/submission/scores.ts';

const agencies = Questionnaire.parse(
  JSON.parse(readFileSync(new URL('../../src/questionnaires/ipi_agencies.json', import.meta.url), 'utf8')),
);

test('scores that formulas give are exported of a submission’s answers', () => {
  const scoresFor = scorerOf(agencies);
  const answers = {
    g_visit: { visit_date: '2026-11-20', mode: 'face', contact: 'start' },
    g_consent: { consent: 'agree' },
    g_innov: { innov_n: 2 },
    innovation_case: [{ case_risk: 'written' }, { case_risk: 'no' }],
  };
  const scores = scoresFor(answers, new Map());
  expect(scores.get('a_rsk')).toBe(50);
  expect(scores.get('a_inst')).toBeNull();
  expect([...scores.keys()]).toEqual(agencies.scores?.map(({ name }) => name));
});
