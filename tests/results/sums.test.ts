import { expect, test } from 'vitest';
import { type Answers, compileForm, loadFormulas, readAnswers } from '../../src/questionnaire/index.ts';
import {
  absorb,
  addSums,
  blankLedger,
  blankSums,
  type Facts,
  factsOf,
  type Plan,
  planOf,
  renew,
  resultsOf,
  tally,
} from '../../src/results/index.ts';
import { people } from '../fixtures/scores.ts';
import { chance, languages, officialsPlan, person, questionnaire } from './people.ts';

const plan = officialsPlan();
const world = {
  now: () => new Date('2026-11-23T02:00:00Z'),
  random: () => 0.5,
  uuid: () => '',
  offsetAt: () => 0,
};
await loadFormulas(questionnaire);
const form = compileForm(questionnaire);

const interviewOf = (answers: Answers) =>
  readAnswers(form, answers, { world, language: 'th', inserts: {} }).interview;
const factsFrom = (answers: Answers, of: Plan = plan): Facts =>
  factsOf(of, interviewOf(answers), { language: 'th', mode: 'self' });
const cellOf = ({ cells }: Facts, name: string) =>
  cells[plan.columns.findIndex((column) => column.name === name)];

const begun = { g_consent: { consent: 'agree' }, scr_public: 'yes' };

test('not asked, left blank, said not to know, and said something are four different things', () => {
  const facts = factsFrom({
    ...begun,
    p1: { int_01: '4', cre_01: '98' },
    g_exp: { barriers: ['money', 'other'], overall: 7 },
  });
  expect(cellOf(facts, 'int_01')).toBe(3);
  expect(cellOf(facts, 'cre_01')).toBe(5); // after the five points
  expect(cellOf(facts, 'cre_02')).toBe(-2);
  expect(cellOf(facts, 'barriers')).toEqual([0, 11]);
  expect(cellOf(facts, 'barriers_other')).toBe(-2); // asked, since “other” was chosen
  expect(cellOf(facts, 'overall')).toBe(8); // the bucket of 7
  expect(cellOf(factsFrom(begun), 'barriers_other')).toBe(-1);
  expect(cellOf(facts, 'submission/language')).toBe(languages.indexOf('th'));
});

const pageOf: Record<string, string> = Object.fromEntries(
  questionnaire.items.flatMap((item) =>
    'items' in item ? item.items.map(({ name }) => [name, item.name] as const) : [],
  ),
);
test.each(people)(
  'person $person of the specification has the scores of the specification',
  ({ answers, expected }) => {
    const given: Record<string, Record<string, string>> = {};
    for (const [name, answer] of Object.entries(answers)) {
      const page = pageOf[name];
      if (page === undefined || answer === null) continue;
      given[page] = { ...given[page], [name]: String(answer) };
    }
    const facts = factsFrom({ ...begun, ...given });
    for (const [at, { score }] of plan.scores.entries()) {
      const value = expected[score.name] ?? null;
      if (value === null) expect([score.name, facts.scores[at]]).toEqual([score.name, null]);
      else expect(facts.scores[at]).toBeCloseTo(value, 2);
    }
  },
);

test('what was added can be taken away again to the last digit, in any order', () => {
  const random = chance(7);
  const all = Array.from({ length: 300 }, () => person(plan, random));
  const sums = blankSums(plan);
  const kept = all.filter((_, at) => at % 3 === 0);
  for (const facts of all) tally(plan, sums, facts, 1);
  for (const facts of all.filter((one) => !kept.includes(one)).reverse()) tally(plan, sums, facts, -1);
  const only = blankSums(plan);
  for (const facts of kept) tally(plan, only, facts, 1);
  expect(sums.counts).toEqual(only.counts);
});

test('the figures of two machines, added, are those of one', () => {
  const random = chance(8);
  const all = Array.from({ length: 200 }, () => person(plan, random));
  const [one, two, both] = [blankSums(plan), blankSums(plan), blankSums(plan)];
  for (const [at, facts] of all.entries()) {
    tally(plan, at % 2 ? one : two, facts, 1);
    tally(plan, both, facts, 1);
  }
  addSums(one, two);
  expect(one.counts).toEqual(both.counts);
});

test('with weights, shares are of the weighted, and as many equal answers are told as they are worth', () => {
  const weighing = planOf(
    { ...questionnaire, items: [...questionnaire.items, { name: 'w', kind: 'calculate', calculate: '1' }] },
    languages,
    { weight: 'w' },
  );
  const ledger = blankLedger(weighing);
  const random = chance(9);
  for (let at = 0; at < 100; at++) {
    const facts = person(weighing, random);
    const cells = facts.cells.map((cell, column) =>
      weighing.columns[column]?.name === 'int_01' ? (at < 50 ? 4 : 0) : cell,
    );
    absorb(weighing, ledger, String(at), null, { ...facts, cells, weight: at < 50 ? 3 : 1 });
  }
  expect(renew(weighing, ledger, '2026-11-23')).toBe(true);
  const results = resultsOf({
    survey: 'demo',
    questionnaire,
    plan: weighing,
    ledger,
    wish: { weight: 'w' },
    isOpen: false,
  });
  const asked = results?.questions.find(({ name }) => name === 'int_01')?.all;
  expect(asked).toMatchObject({
    valid: 100,
    counts: [50, 0, 0, 0, 50, 0, 0, 0],
    shares: [0.25, 0, 0, 0, 0.75, 0, 0, 0],
  });
  const score = results?.scores[0]?.all;
  expect(score && 'effective' in score && Math.round(((score.effective ?? 0) / score.n) * 100)).toBe(80); // 200² / 500 = 80 of 100
});

test('questions that ask who somebody is are those by which one may group', () => {
  expect(plan.dimensions.map(({ name }) => name)).toEqual([
    'submission/language',
    'submission/mode',
    'scr_public',
    'country',
    'gov_level',
    'work_field',
    'role',
    'tenure',
    'idea_times',
    'area1',
    'age',
    'gender',
  ]);
  const wished = planOf(questionnaire, languages, { groups: ['gender', 'int_01'] });
  expect(wished.dimensions.map(({ name }) => name)).toEqual([
    'submission/language',
    'submission/mode',
    'int_01',
    'gender',
  ]);
});
