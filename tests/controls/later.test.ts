import { expect, test } from 'vitest';
import { partsOf } from '../../src/controls/index.ts';
import type { Question } from '../../src/questionnaire/index.ts';
import { Questionnaire } from '../../src/questionnaire/index.ts';

const partsFor = (...questions: Question[]) => [
  ...partsOf(
    Questionnaire.parse({
      format: 1,
      id: 'q',
      title: 'Q',
      languages: [{ tag: 'en', status: 'source' }],
      defaultLanguage: 'en',
      items: [{ kind: 'group', name: 'g', items: questions }],
      lists: {},
    }),
  ),
];

test('a device keeps what its questions need, and no map for a position without one', () => {
  expect(partsFor({ kind: 'text', name: 'a' })).toEqual([]);
  expect(partsFor({ kind: 'place', name: 'a' })).toEqual(['places']);
  expect(partsFor({ kind: 'place', name: 'a', appearance: 'placement-map' })).toEqual(['places', 'maps']);
  expect(partsFor({ kind: 'trace', name: 'a' }, { kind: 'shape', name: 'b' })).toEqual(['places', 'maps']);
  expect(partsFor({ kind: 'barcode', name: 'a' })).toEqual(['places', 'codes']);
});
