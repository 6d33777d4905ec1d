import { expect, test } from 'vitest';
import type { Answers, Item, Questionnaire } from '../../src/questionnaire/index.ts';
import {
  type Arrived,
  type Cell,
  repeatTablesOf,
  type Submission,
  tableOf,
} from '../../src/submission/index.ts';

const lists: Questionnaire['lists'] = {
  yesno: {
    choices: [
      { name: 'yes', label: { en: 'Yes', th: 'ใช่' } },
      { name: 'no', label: { en: 'No', th: 'ไม่ใช่' } },
    ],
  },
  office: { choices: [{ name: 'local', label: { en: 'Local ({{examples}})', th: 'ท้องถิ่น ({{examples}})' } }] },
  agree: {
    choices: ['1', '2', '3', '4', '5', '98'].map((name) => ({ name, label: { en: `Point ${name}` } })),
  },
};

const questionnaire = (items: Item[], more: Partial<Questionnaire> = {}): Questionnaire => ({
  format: 1,
  id: 'q',
  title: 'Q',
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  items,
  lists,
  ...more,
});

const arrived = (answers: Answers): Arrived => ({
  revision: 2,
  receivedAt: '2026-11-24',
  late: true,
  submission: {
    format: 1,
    id: '019aa000-0000-7000-8000-000000000001',
    survey: 'demo',
    questionnaire: 'f'.repeat(64),
    language: 'th',
    mode: 'self',
    startedAt: '2026-11-22',
    finishedAt: '2026-11-23',
    pages: {},
    app: '0.1.0',
    answers,
  },
});

/** The row of an interview as an object by column. */
function rowOf(it: Questionnaire, answers: Answers, options: Parameters<typeof tableOf>[1] = {}) {
  const table = tableOf(it, options);
  const [row = []] = table ? [...table.rowsOf(arrived(answers))] : [];
  return Object.fromEntries((table?.columns ?? []).map((name, at) => [name, row[at] as Cell]));
}

test('metadata comes first, then the questions in order, then the scores', () => {
  const it = questionnaire([{ kind: 'one', name: 'int_01', list: 'agree' }], {
    scores: [{ name: 's_int', label: 'Intention', items: ['int_01'], reversed: [], atLeast: 1 }],
  });
  expect(tableOf(it)?.columns).toEqual(
    'id revision survey questionnaire language mode started finished received late app int_01 s_int'.split(
      ' ',
    ),
  );
  expect(rowOf(it, { int_01: '4' })).toMatchObject({
    revision: 2,
    language: 'th',
    started: '2026-11-22',
    received: '2026-11-24',
    late: 1,
    int_01: '4',
    s_int: 75,
  });
});

test('a score in thirds has all its digits, and a missing one is blank', () => {
  const score = { label: 'x', items: ['a', 'b', 'c'], reversed: ['c'], atLeast: 2 };
  const ask = ['a', 'b', 'c'].map((name): Item => ({ kind: 'one', name, list: 'agree' }));
  const it = questionnaire([{ kind: 'group', name: 'g', items: ask }], { scores: [{ name: 's', ...score }] });
  expect(rowOf(it, { g: { a: '3', b: '4', c: '1' } }).s).toBe(75);
  expect(rowOf(it, { g: { a: '3', b: '4', c: '2' } }).s).toBe(((11 / 3 - 1) / 4) * 100);
  expect(rowOf(it, { g: { a: '98', b: null, c: '2' } }).s).toBeNull();
});

test('each choice of a multiple choice is a column: chosen, not chosen, or not said', () => {
  const it = questionnaire([{ kind: 'many', name: 'areas', list: 'yesno' }]);
  expect(rowOf(it, { areas: ['no'] })).toMatchObject({ 'areas/yes': 0, 'areas/no': 1 });
  expect(rowOf(it, { areas: null })).toMatchObject({ 'areas/yes': null, 'areas/no': null });
  expect(rowOf(it, {})).toMatchObject({ 'areas/yes': null, 'areas/no': null });
});

test('a ranking gives each choice its place, a position its four numbers', () => {
  const it = questionnaire([
    { kind: 'rank', name: 'order', list: 'yesno' },
    { kind: 'place', name: 'office' },
    { kind: 'note', name: 'thanks' },
  ]);
  expect(rowOf(it, { order: ['no', 'yes'], office: '13.75 100.5 2.5 0' })).toMatchObject({
    'order/yes': 2,
    'order/no': 1,
    'office/latitude': 13.75,
    'office/longitude': 100.5,
    'office/altitude': 2.5,
    'office/accuracy': 0,
  });
  expect(tableOf(it)?.columns).not.toContain('thanks');
});

test('a list of a thousand places stays one column', () => {
  const choices = Array.from({ length: 1000 }, (_, at) => ({ name: `p${at}` }));
  const it = questionnaire([{ kind: 'many', name: 'villages', list: 'all' }], {
    lists: { all: { choices } },
  });
  expect(rowOf(it, { villages: ['p3', 'p999'] }).villages).toBe('p3 p999');
});

test('labels stand in the cells in the chosen language, with the words of this person’s country; names stay above', () => {
  const it = questionnaire(
    [
      { kind: 'text', name: 'country' },
      { kind: 'one', name: 'level', list: 'office' },
      { kind: 'one', name: 'public', list: 'yesno' },
    ],
    { inserts: { examples: { by: 'country', words: { TH: { en: 'thesaban', th: 'เทศบาล' } } } } },
  );
  const answers = { country: 'TH', level: 'local', public: 'no' };
  const thai = { labels: { language: 'th', inserts: {} } };
  expect(rowOf(it, answers, thai)).toMatchObject({ level: 'ท้องถิ่น (เทศบาล)', public: 'ไม่ใช่', mode: 'self' });
  expect(rowOf(it, answers, { labels: { language: 'vi', inserts: {} } })).toMatchObject({ public: 'No' });
  expect(rowOf(it, answers)).toMatchObject({ level: 'local', public: 'no' });
  expect(tableOf(it, thai)?.columns).toEqual(tableOf(it)?.columns);
});

test('every column has a name of its own, and the author’s names come first', () => {
  const it = questionnaire([
    { kind: 'text', name: 'mode' },
    { kind: 'group', name: 'a', items: [{ kind: 'text', name: 'age' }] },
    { kind: 'group', name: 'b', items: [{ kind: 'text', name: 'age' }] },
  ]);
  const columns = tableOf(it)?.columns ?? [];
  expect(columns).toEqual(expect.arrayContaining(['mode', 'submission/mode', 'a/age', 'b/age']));
  expect(new Set(columns).size).toBe(columns.length);
  expect(rowOf(it, { mode: 'face', a: { age: '1' }, b: { age: '2' } })).toMatchObject({
    mode: 'face',
    'submission/mode': 'self',
    'a/age': '1',
    'b/age': '2',
  });
});

const cases = questionnaire([
  { kind: 'text', name: 'agency' },
  {
    kind: 'group',
    name: 'd',
    items: [
      {
        kind: 'repeat',
        name: 'innovation',
        items: [
          { kind: 'text', name: 'title' },
          { kind: 'repeat', name: 'partner', items: [{ kind: 'text', name: 'who' }] },
        ],
      },
    ],
  },
]);
const told: Answers = {
  agency: 'Huế',
  d: {
    innovation: [
      { title: 'Queue tickets', partner: [{ who: 'bank' }, { who: 'school' }] },
      { title: 'Open desk', partner: [] },
    ],
  },
};

test('an interview says how many cases it has; each case is a row of its own table', () => {
  expect(rowOf(cases, told)).toMatchObject({ agency: 'Huế', innovation: 2 });
  expect(repeatTablesOf(cases)).toEqual(['innovation', 'partner']);
  const id = '019aa000-0000-7000-8000-000000000001';

  const innovations = tableOf(cases, { table: 'innovation' });
  expect(innovations?.columns).toEqual(['id', 'innovation', 'title', 'partner']);
  expect([...(innovations?.rowsOf(arrived(told)) ?? [])]).toEqual([
    [id, 1, 'Queue tickets', 2],
    [id, 2, 'Open desk', 0],
  ]);

  const partners = tableOf(cases, { table: 'partner' });
  expect(partners?.columns).toEqual(['id', 'innovation', 'partner', 'who']);
  expect([...(partners?.rowsOf(arrived(told)) ?? [])]).toEqual([
    [id, 1, 1, 'bank'],
    [id, 1, 2, 'school'],
  ]);
  expect(tableOf(cases, { table: 'nothing' })).toBeNull();
});

test('names from the dark corners of JavaScript are only names', () => {
  const it = questionnaire([
    { kind: 'group', name: 'constructor', items: [{ kind: 'text', name: 'toString' }] },
  ]);
  expect(rowOf(it, {}).toString).toBeNull();
  expect(rowOf(it, { constructor: { toString: 'x' } }).toString).toBe('x');
});

test('how an interview went stands in columns where the survey accepts it: about, counted, and never when', () => {
  const it = questionnaire([
    { kind: 'integer', name: 'age' },
    { kind: 'text', name: 'words' },
  ]);
  const names = ['seconds', 'page_seconds', 'language_changes', 'languages', 'changes', 'changed_answers'];
  expect(tableOf(it)?.columns).not.toContain('seconds');
  const table = tableOf(it, { course: true });
  const cells = (more: Partial<Submission>) => {
    const [row = []] =
      table?.rowsOf({ ...arrived({}), submission: { ...arrived({}).submission, ...more } }) ?? [];
    return names.map((name) => row[table?.columns.indexOf(name) ?? -1]);
  };
  const course = { languages: ['en', 'th', 'en'], changed: { age: 2, words: 1 } };
  const pages = { age: 20_000, words: 45_000 };
  expect(cells({ pages, course })).toEqual([60, 'age=20 words=45', 2, 'en th en', 3, 'age=2 words=1']);
  expect(cells({ pages: {} })).toEqual([0, null, 0, 'th', 0, null]);
  expect(tableOf(it, { course: true, table: 'no repeat' })).toBeNull();
});
