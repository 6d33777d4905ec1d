import { expect, test } from 'vitest';
import { type Fixed, fixedIn, type SurveyPlan, turnsOf, turnTo } from '../../src/plan/index.ts';
import { smallQuestionnaire } from '../server/office.ts';
import { wholePlan } from './plans.ts';

const before = wholePlan(smallQuestionnaire, { presets: { colour: 'red' } });
const fixed = (
  changes: Partial<SurveyPlan>,
  how: { wasOpened: boolean; isAnswered: boolean },
  id = 'small',
): Fixed[] =>
  fixedIn(before, { ...before, ...changes }, { ...how, questionnaires: [smallQuestionnaire, { id }] });

const draft = { wasOpened: false, isAnswered: false };
const opened = { wasOpened: true, isAnswered: false };
const answered = { wasOpened: true, isAnswered: true };

test('the privacy can change until something is submitted', () => {
  for (const how of [draft, opened]) expect(fixed({ privacy: 'confidential' }, how)).toEqual([]);
  expect(fixed({ privacy: 'confidential' }, answered)).toEqual(['privacy']);
});

test('what answers are held against stays from the opening on', () => {
  const changes = { presets: { colour: 'blue' }, languages: ['en'] };
  expect(fixed(changes, draft, 'other')).toEqual([]);
  expect(fixed(changes, opened, 'other')).toEqual(['presets', 'languages', 'questionnaire']);
  expect(fixed({ languages: ['en', 'th', 'ms'], questionnaire: '2'.repeat(64) }, answered)).toEqual([]);
});

test('a survey opens, pauses, closes and opens again; a draft only opens', () => {
  expect(turnsOf('draft')).toEqual(['open']);
  const { presets: _, ...plan } = before;
  const made = { ...plan, id: 'demo', state: 'draft' as const };
  expect(turnTo(made, 'closed', '2026-11-23')).toBeNull();
  const open = turnTo(made, 'open', '2026-11-23');
  expect(open && 'state' in open).toBe(false);
  const paused = open && turnTo(open, 'paused', '2026-11-23');
  expect(paused?.state).toBe('paused');
  const closed = paused && turnTo(paused, 'closed', '2026-11-23');
  expect([closed?.state, closed?.closesOn]).toEqual(['closed', '2026-11-23']);
});
