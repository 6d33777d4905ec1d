import { expect, test } from 'vitest';
import { ask, questionnaire, repeat, Visit } from '../support/scenario.ts';

const child = (begins: object[]) =>
  repeat(
    'child',
    [ask.text('name', { default: { literal: 'Bo' } }), ask.calculate('loud', 'concat(${name}, "!")')],
    {
      begins: begins as never,
    },
  );

test('a repeat may begin with instances that are answered already', () => {
  const visit = new Visit(questionnaire([child([{ name: 'Ana' }, {}])]));
  expect(visit.sends).toEqual({
    child: [
      { name: 'Ana', loud: 'Ana!' },
      { name: 'Bo', loud: 'Bo!' },
    ],
  });
  expect(visit.add('child', 'k3').says('/child[k3]/name')).toBe('name');
  expect(visit.sends.child).toHaveLength(3);
});

test('… or with none, until someone adds one', () => {
  const visit = new Visit(questionnaire([child([])]));
  expect(visit.sends).toEqual({});
  expect(visit.pages).toEqual(['/child']);
  expect(visit.add('child', 'k1').sends).toEqual({ child: [{ name: 'Bo', loud: 'Bo!' }] });
});

test('an instance may begin with other instances in it than one that is added later', () => {
  const woman = repeat('woman', [child([])], { begins: [{ child: [{}, { name: 'Ana' }] }] as never });
  const visit = new Visit(questionnaire([woman])).add('woman', 'k2');
  expect(visit.pages).toEqual([
    '/woman[1]/child[1]/name',
    '/woman[1]/child[2]/name',
    '/woman[1]/child',
    '/woman[k2]/child',
    '/woman',
  ]);
});

test('what is answered already is given no default, not even by a blank', () => {
  const marked = (begins: object[]) =>
    new Visit(
      questionnaire([
        repeat('step', [ask.integer('mark', { default: { formula: 'position(..) * 10' } })], {
          begins: begins as never,
        }),
      ]),
    );
  expect(marked([{}, {}]).sends).toEqual({ step: [{ mark: 10 }, { mark: 20 }] });
  const begun = marked([{ mark: '' }, { mark: '7' }]);
  expect(begun.sends).toEqual({ step: [{}, { mark: 7 }] });
  expect(begun.add('step', 'k3').sends).toEqual({ step: [{}, { mark: 7 }, { mark: 30 }] });
});

test('a counted repeat shows as many of them as are counted', () => {
  const visit = new Visit(
    questionnaire([
      ask.integer('n', { default: { literal: '1' } }),
      repeat('step', [ask.text('note')], { count: '${n}', begins: [{ note: 'a' }, { note: 'b' }] }),
    ]),
  );
  expect(visit.sends).toEqual({ n: 1, step: [{ note: 'a' }] });
  expect(visit.answer('n', 3).sends).toEqual({ n: 3, step: [{ note: 'a' }, { note: 'b' }, {}] });
});
