import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalJson,
  type Item,
  type Question,
  type Questionnaire,
} from '../../src/questionnaire/index.ts';
import { type Difference, differencesOf } from '../../src/versions/index.ts';
import { questionnaires } from '../xlsform/questionnaires.ts';
import { visit } from './visit.ts';

/** What a reader is told, in short. */
const told = (before: Questionnaire, after: Questionnaire): string[] =>
  differencesOf(before, after).map(({ kind, about, part, language, count, means }: Difference) =>
    [kind, about.name, part, language, count, `(${means})`]
      .filter((it) => it !== undefined && it !== '')
      .join(' '),
  );

const change = (changes: Partial<Questionnaire>): Questionnaire => ({ ...visit, ...changes });
const asking = (...items: Item[]): Questionnaire => change({ items });
const [age, colour, work] = visit.items as [Question, Question, Extract<Item, { kind: 'group' }>];

test('a version has no difference from itself, whatever it is', () => {
  fc.assert(
    fc.property(questionnaires, (any) => {
      expect(differencesOf(any, structuredClone(any))).toEqual([]);
    }),
  );
});

test('of two that are not the same, something is always told', () => {
  fc.assert(
    fc.property(questionnaires, questionnaires, (one, other) => {
      fc.pre(canonicalJson(one) !== canonicalJson(other));
      expect(differencesOf(one, other).length).toBeGreaterThan(0);
    }),
  );
});

test('a question that came has a column that is blank before; of one that went the column stays', () => {
  const note: Question = { kind: 'note', name: 'thanks', label: 'Thank you' };
  const asked: Question = { kind: 'text', name: 'task', label: 'Your task?' };
  expect(told(visit, asking(age, colour, work, asked, note))).toEqual([
    'added task (new)',
    'added thanks (none)',
  ]);
  expect(told(visit, asking(age, work))).toEqual(['removed colour (column-stays)']);
});

test('the same words under another name are a question that was renamed', () => {
  expect(told(visit, asking({ ...age, name: 'years' }, colour, work))).toEqual([
    'renamed years (two-columns)',
  ]);
});

test('a question that went into a group was moved, and is not two questions', () => {
  const into = { ...work, items: [...work.items, age] };
  expect(told(visit, asking(colour, into))).toEqual(['moved age (two-columns)']);
});

test('a renamed group is told once, and what changed in it besides', () => {
  const [inside] = work.items as [Question];
  const other = { ...work, name: 'office', items: [{ ...inside, required: 'true()' }] };
  expect(told(visit, asking(age, colour, other))).toEqual([
    'renamed office (two-columns)',
    'logic title required (from-now)',
  ]);
});

test('another order: the fewest that would have to be moved are named', () => {
  expect(differencesOf(visit, asking(work, age, colour))).toMatchObject([
    { kind: 'order', means: 'order', after: 'job', count: 1 },
  ]);
});

test('words are told language by language; translations that came are counted', () => {
  const label = { en: 'How old are you now?', th: 'อายุเท่าไร', vi: 'Bạn bao nhiêu tuổi?' };
  expect(told(visit, asking({ ...age, label }, colour, work))).toEqual([
    'reworded age label en (wording)',
    'translated vi 1 (none)',
  ]);
});

test('a language that came is one difference, with all its texts', () => {
  const languages = [...visit.languages, { tag: 'ms', status: 'draft' as const }];
  const label = { en: 'How old are you?', th: 'อายุเท่าไร', ms: 'Berapa umur anda?' };
  expect(told(visit, change({ languages, items: [{ ...age, label }, colour, work] }))).toEqual([
    'language-added ms (none)',
  ]);
  expect(told(change({ languages }), visit)).toEqual(['language-removed ms (language)']);
});

test('logic is quoted as it was and as it is', () => {
  const stricter = asking({ ...age, constraint: '. >= 18', relevant: `\${colour} = 'red'` }, colour, work);
  expect(differencesOf(visit, stricter)).toMatchObject([
    { kind: 'logic', part: 'constraint', means: 'from-now', before: '. >= 15', after: '. >= 18' },
    { kind: 'logic', part: 'relevant', means: 'others', after: `\${colour} = 'red'` },
  ]);
  expect(told(visit, asking({ ...age, appearance: 'numbers' }, colour, work))).toEqual([
    'part age appearance (none)',
  ]);
});

test('another kind of answer is two kinds in one column', () => {
  expect(told(visit, asking({ ...age, kind: 'text' }, colour, work))).toEqual(['kind age (two-kinds)']);
});

test('choices that came, went, were reworded, set apart, or stand in another order', () => {
  const colours = (...choices: Questionnaire['lists'][string]['choices']) =>
    change({ lists: { colours: { choices } } });
  const [red, blue] = visit.lists.colours?.choices ?? [];
  if (!red || !blue) throw new Error('the visit asks for two colours');
  expect(told(visit, colours(red, blue, { name: 'green' }))).toEqual([
    'choice-added colours/green (new-choice)',
  ]);
  expect(told(visit, colours(red))).toEqual(['choice-removed colours/blue (no-choice)']);
  expect(told(visit, colours(blue, red))).toEqual(['choice-order colours 1 (order)']);
  expect(told(visit, colours(red, { ...blue, apart: true }))).toEqual(['choice-apart colours/blue (apart)']);
  expect(told(visit, colours({ ...red, label: { en: 'Crimson', th: 'แดง' } }, blue))).toEqual([
    'reworded colours/red label en (wording)',
  ]);
});

test('consent, scores, inserts and settings are told of the whole', () => {
  const score = { name: 's', label: 'S', items: ['age'], reversed: [], atLeast: 1 };
  const scored = change({ scores: [score] });
  expect(told(visit, scored)).toEqual(['score-added s (scores)']);
  expect(told(scored, change({ scores: [{ ...score, atLeast: 2 }] }))).toEqual(['score s (scores)']);
  expect(told(visit, change({ consent: { question: 'colour', agreed: 'red' } }))).toEqual([
    'consent consent (consent)',
  ]);
  const insert = { by: 'country', words: { MY: 'Kementerian', TH: 'กระทรวง' } };
  const inserted = change({ inserts: { who: insert } });
  expect(told(visit, inserted)).toEqual(['insert who (wording)']);
  const other = { by: 'country', words: { ...insert.words, MY: 'Jabatan' } };
  expect(told(inserted, change({ inserts: { who: other } }))).toEqual([
    'reworded who/MY text en (wording)',
    'reworded who/MY text th (wording)',
    'reworded who/MY text vi (wording)',
  ]);
});
