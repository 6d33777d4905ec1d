import { expect, test } from 'vitest';
import { ask, choices, interview, questionnaire, repeat, Visit } from '../support/scenario.ts';

const area = (name: string, country: string) => ({ name, label: name, columns: { country } });
const areas = {
  country: choices('TH', 'VN'),
  area: choices(area('north', 'TH'), area('isan', 'TH'), area('delta', 'VN')),
};
const travel = () =>
  new Visit(
    questionnaire(
      [
        ask.one('country', 'country'),
        ask.one('area', 'area', { choiceFilter: 'country = ${country}' }),
        ask.many('seen', 'area', { choiceFilter: 'country = ${country}' }),
        ask.text('village', { relevant: "${area} != ''" }),
      ],
      { lists: areas },
    ),
  );

test('only the choices that the filter lets through are offered', () => {
  const visit = travel();
  expect(visit.offers('area')).toEqual([]);
  visit.answer('country', 'TH');
  expect(visit.offers('area')).toEqual(['north', 'isan']);
});

test('a choice that is no longer offered does not count, and counts again when it is', () => {
  const visit = travel().answer('country', 'TH').answer('area', 'isan').answer('seen', ['north', 'isan']);
  expect(visit.asks('village')).toBe(true);
  visit.answer('country', 'VN');
  expect(visit.asks('village')).toBe(false);
  expect(visit.question('area').answer).toBeNull();
  expect(visit.sends).toEqual({ country: 'VN' });
  visit.answer('country', 'TH');
  expect(visit.sends).toEqual({ country: 'TH', area: 'isan', seen: ['north', 'isan'] });
});

test('a new choice replaces one that was no longer offered', () => {
  const visit = travel()
    .answer('country', 'TH')
    .answer('area', 'isan')
    .answer('country', 'VN')
    .answer('area', 'delta');
  expect(visit.sends).toMatchObject({ area: 'delta' });
  visit.answer('country', 'TH');
  expect(visit.sends).toEqual({ country: 'TH' });
});

test('a filter inside a repeat looks at its own instance', () => {
  const visit = new Visit(
    questionnaire(
      [
        repeat('trip', [
          ask.one('country', 'country'),
          ask.one('area', 'area', { choiceFilter: 'country = ${country}' }),
        ]),
      ],
      { lists: areas },
    ),
  ).add('trip', 'k2');
  visit.answer('/trip[1]/country', 'TH').answer('/trip[k2]/country', 'VN');
  expect(visit.offers('/trip[1]/area')).toEqual(['north', 'isan']);
  expect(visit.offers('/trip[k2]/area')).toEqual(['delta']);
});

test('a list of 50,000 is filtered through an index: an answer looks at one row, not at all of them', () => {
  const many = Array.from({ length: 50_000 }, (_, at) => area(`a${at}`, `c${at % 1_000}`));
  const visit = new Visit(
    questionnaire([ask.text('country'), ask.one('area', 'area', { choiceFilter: 'country = ${country}' })], {
      lists: { area: { choices: many } },
    }),
  );
  visit.answer('country', 'c7');
  expect(visit.offers('area')).toHaveLength(50);
  expect(visit.costs(() => visit.answer('area', 'a1007'))).toBeLessThanOrEqual(1);
  expect(visit.costs(() => visit.answer('country', 'c8'))).toBeLessThanOrEqual(1);
  expect(visit.sends).toEqual({ country: 'c8' });
});

const barriers = (rest: object) =>
  new Visit(
    questionnaire(
      [
        ask.integer('seed'),
        ask.many('barriers', 'barriers', { randomize: { keepLast: ['other'], ...rest } }),
      ],
      {
        lists: {
          barriers: choices('money', 'time', 'skills', 'rules', 'blame', 'other', {
            name: '98',
            label: 'Don’t know',
            apart: true,
          }),
        },
      },
    ),
  );

test('choices in random order: those set apart and the last ones keep their place, and the order stays', () => {
  const visit = barriers({});
  const order = visit.offers('barriers');
  expect(order.slice(-2)).toEqual(['other', '98']);
  expect(order.toSorted()).toEqual(['98', 'blame', 'money', 'other', 'rules', 'skills', 'time']);
  expect(order).not.toEqual(['money', 'time', 'skills', 'rules', 'blame', 'other', '98']);
  expect(visit.answer('seed', 5).resume().offers('barriers')).toEqual(order);
});

test('a seed decides the order', () => {
  const [one, two] = [7, 11].map((seed) =>
    barriers({ seed: '${seed}' }).answer('seed', seed).offers('barriers'),
  );
  expect(one).toEqual(barriers({ seed: '${seed}' }).answer('seed', 7).offers('barriers'));
  expect(one).not.toEqual(two);
});

test('“other” and what it was are plain questions', () => {
  const visit = interview(
    ask.one('means', 'yn'),
    ask.text('means_other', { relevant: "selected(${means}, 'no')" }),
  );
  expect(visit.asks('means_other')).toBe(false);
  expect(visit.answer('means', 'no').asks('means_other')).toBe(true);
});

test('a choice knows its label and whether it stands apart', () => {
  const visit = barriers({});
  const dontKnow = visit.question('barriers').choices.at(-1);
  expect(dontKnow?.label.text).toBe('Don’t know');
  expect(dontKnow?.apart).toBe(true);
});
