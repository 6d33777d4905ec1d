import { expect, test } from 'vitest';
import {
  answersOf,
  caseNameAt,
  changes,
  contentsOf,
  keptIn,
  keptOf,
  placeOf,
  putBack,
  questionAt,
  readAnswers,
} from '../../src/questionnaire/index.ts';
import { ask, choices, group, questionnaire, quietWorld, repeat, Visit } from '../support/scenario.ts';

const agency = () =>
  questionnaire(
    [
      group('office', [
        ask.text('name', { required: 'true()' }),
        ask.integer('staff', { constraint: '. > 0' }),
        ask.note('thanks'),
        ask.calculate('double', '${staff} * 2'),
      ]),
      group('silent', [ask.text('only', { relevant: "${name} = 'nobody'" })]),
      repeat('case', [ask.one('stage', 'stages'), ask.text('title')]),
    ],
    { lists: { stages: choices({ name: 'idea', label: 'An idea' }, { name: 'used', label: 'In use' }) } },
  );

const line = ({ kind, ref, depth, mark }: ReturnType<typeof contentsOf>[number]) =>
  `${'  '.repeat(depth)}${kind} ${ref}${mark ? ` ${mark}` : ''}`;

test('the contents have a line for all that is asked, and say what is missing or wrong', () => {
  const visit = new Visit(agency()).answer('staff', -1);
  const rows = contentsOf(visit.at);
  expect(rows.map(line)).toEqual([
    'section /office',
    '  question /office/name missing',
    '  question /office/staff unacceptable',
    'repeat /case',
    '  instance /case[1]',
    '    question /case[1]/stage blank',
    '    question /case[1]/title blank',
  ]);
  expect(rows[0]?.count).toMatchObject({ missing: 1, unacceptable: 1, answered: 0 });
  expect(rows[3]?.count).toMatchObject({ blank: 2 });
  visit.answer('name', 'nobody');
  expect(contentsOf(visit.at).map(line)).toContain('  question /silent/only blank');
});

test('an instance is called by its first text, by its first choice while there is none, or by its own label', () => {
  const visit = new Visit(agency());
  expect(caseNameAt(visit.at, '/case[1]')).toBeNull();
  visit.answer('/case[1]/stage', 'used');
  expect(caseNameAt(visit.at, '/case[1]')).toBe('In use');
  visit.answer('/case[1]/title', 'One counter');
  expect(caseNameAt(visit.at, '/case[1]')).toBe('One counter');
  const labelled = questionnaire([repeat('case', [ask.text('title')], { label: 'About ${title}' })]);
  expect(caseNameAt(new Visit(labelled).answer('/case[1]/title', 'tea').at, '/case[1]')).toBe('About tea');
});

test('an instance that went by mistake comes back where it stood, with all its answers and none of the others lost', () => {
  const visit = new Visit(agency()).add('case', 'k2').add('case', 'k3');
  for (const [at, key] of ['1', 'k2', 'k3'].entries()) visit.answer(`/case[${key}]/title`, `Case ${at + 1}`);
  const before = visit.at;
  const rows = keptIn(visit.at, '/case[k2]');
  visit.remove('/case[k2]').answer('/case[k3]/title', 'changed since');
  visit.at = putBack(visit.at, [{ ref: '/case', answer: ['1', 'k2', 'k3'] }, ...rows]);
  expect(visit.sends).toMatchObject({
    case: [{ title: 'Case 1' }, { title: 'Case 2' }, { title: 'changed since' }],
  });
  expect(changes(before, visit.at).map(({ ref }) => ref)).toEqual(['/case[k3]/title']);
  expect(visit.at.seed).toBe(before.seed);
  expect(keptOf(visit.resume().at)).toEqual(keptOf(visit.at));
});

test('a place in a case is told by its number, and found again in the answers as they were sent', () => {
  const visit = new Visit(agency()).add('case', 'k2').answer('name', 'Hue');
  for (const key of ['1', 'k2']) visit.answer(`/case[${key}]/title`, key);
  expect(placeOf(visit.at, '/case[k2]/title')).toBe('/case[2]/title');
  expect(placeOf(visit.at, '/office/name')).toBe('/office/name');
  const { interview: again } = readAnswers(visit.at.form, answersOf(visit.at), {
    world: quietWorld(),
    language: 'en',
  });
  expect(questionAt(again, '/case[2]/title')?.answer).toBe('k2');
  const kept = visit.at;
  visit.remove('/case[1]');
  expect(placeOf(visit.at, '/case[k2]/title')).toBe('/case[1]/title');
  expect(placeOf(visit.at, '/case[gone]/title')).toBe('/case[0]/title');
  expect(placeOf(kept, '/case[k2]/title')).toBe('/case[2]/title');
});

test('the two hundredth instance costs as many formulas as the second', () => {
  const visit = new Visit(agency());
  const costOf = (key: string) =>
    visit.costs(() => visit.add('case', key).answer(`/case[${key}]/title`, key));
  const second = costOf('k2');
  for (let at = 3; at < 200; at++) visit.add('case', `k${at}`);
  expect(costOf('k200')).toBe(second);
});
