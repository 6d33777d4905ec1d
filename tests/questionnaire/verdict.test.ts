import { expect, test } from 'vitest';
import { nameOf, problemsIn, progress, readAnswers, toLine } from '../../src/questionnaire/index.ts';
import {
  ask,
  choices,
  group,
  interview,
  questionnaire,
  quietWorld,
  repeat,
  Visit,
} from '../support/scenario.ts';

const office = () =>
  interview(
    ask.one('level', 'yn', { required: 'true()', requiredMessage: 'Please choose' }),
    ask.text('role', { softRequired: 'true()' }),
    ask.integer('score', { constraint: '. >= 0 and . <= 10', constraintMessage: { en: 'From 0 to 10' } }),
    ask.text('more', { required: "${level} = 'yes'" }),
    ask.note('thanks'),
  );

test('a blank is missing, wanted or fine; a filled answer is unacceptable or fine', () => {
  const visit = office();
  expect(['level', 'role', 'score', 'more'].map((name) => visit.verdict(name))).toEqual([
    'missing',
    'wanted',
    'fine',
    'fine',
  ]);
  visit.answer('level', 'yes').answer('role', 'x').answer('score', 11);
  expect(['level', 'role', 'score', 'more'].map((name) => visit.verdict(name))).toEqual([
    'fine',
    'fine',
    'unacceptable',
    'missing',
  ]);
  expect(visit.question('score').verdict.message?.text).toBe('From 0 to 10');
  expect(visit.answer('level', null).question('level').verdict.message?.text).toBe('Please choose');
});

test('what is not asked is never wrong', () => {
  const visit = interview(
    ask.text('any'),
    ask.text('more', { relevant: "${any} = 'x'", required: 'true()' }),
  );
  expect(visit.verdict('more')).toBe('fine');
});

test('the review lists what to look at again, in order', () => {
  const visit = office().answer('score', 99);
  expect([...problemsIn(visit.at)].map(({ ref, verdict }) => [ref, verdict.kind])).toEqual([
    ['/level', 'missing'],
    ['/role', 'wanted'],
    ['/score', 'unacceptable'],
  ]);
});

test('progress counts the questions that are asked now, and no notes', () => {
  const visit = office();
  expect(progress(visit.at)).toEqual({ answered: 0, asked: 4 });
  visit.answer('score', 3);
  expect(progress(visit.at)).toEqual({ answered: 1, asked: 4 });
});

test('a page is a page group, or one question; headings stand where groups do', () => {
  const visit = interview(
    ask.text('first'),
    group('block', [
      ask.text('second'),
      group('paper', [ask.text('third'), group('part', [ask.text('fourth')])], { page: true }),
    ]),
  );
  const { asked } = moduleOfPages;
  expect([...asked(visit.at)]).toEqual([
    { ref: '/first', kind: 'question', within: [], items: [{ kind: 'question', ref: '/first' }] },
    {
      ref: '/block/second',
      kind: 'question',
      within: ['/block'],
      items: [{ kind: 'question', ref: '/block/second' }],
    },
    {
      ref: '/block/paper',
      kind: 'section',
      within: ['/block'],
      items: [
        { kind: 'question', ref: '/block/paper/third' },
        { kind: 'heading', ref: '/block/paper/part', depth: 1 },
        { kind: 'question', ref: '/block/paper/part/fourth' },
      ],
    },
  ]);
});

const moduleOfPages = await import('../../src/questionnaire/index.ts');

test('an interview has the name that its questionnaire gives it', () => {
  const visit = new Visit(
    questionnaire([ask.text('place')], { instanceName: "concat('Visit to ', ${place})" }),
  );
  expect(nameOf(visit.answer('place', 'Ban Mai').at)).toBe('Visit to Ban Mai');
  expect(nameOf(office().at)).toBeNull();
});

// --- answers from outside ---

const sent = () =>
  new Visit(
    questionnaire(
      [
        ask.one('level', 'level', { required: 'true()' }),
        group('more', [ask.integer('score', { constraint: '. <= 10' }), ask.many('means', 'level')], {
          relevant: "${level} = 'a'",
        }),
        repeat('case', [ask.text('title', { required: 'true()' })]),
        ask.calculate('double', '${score} * 2'),
        ask.one('country', 'country'),
      ],
      { lists: { level: choices('a', 'b'), country: choices('TH', 'VN') } },
    ),
    { presets: { country: 'TH' } },
  );
const read = (answers: unknown) => {
  const { at } = sent();
  return readAnswers(at.form, answers, { world: quietWorld(), language: 'en', presets: at.presets });
};

test('what this device sends is read without a problem, and is the same interview', () => {
  const visit = sent()
    .answer('level', 'a')
    .answer('score', 7)
    .answer('means', ['a', 'b'])
    .answer('/case[1]/title', 'x');
  const { interview: again, problems } = read(JSON.parse(JSON.stringify(visit.sends)));
  expect(problems).toEqual([]);
  expect(moduleOfPages.answersOf(again)).toEqual(visit.sends);
});

test('each thing that is wrong with answers is told with its place', () => {
  const cases: [unknown, string, string][] = [
    ['nothing', '', 'answer-wrong-type'],
    [[], '', 'answer-wrong-type'],
    [{ level: 'a', nobody: 1 }, '/nobody', 'answer-unknown-name'],
    [JSON.parse('{"level":"a","__proto__":{"x":1}}'), '/__proto__', 'answer-unknown-name'],
    [{ level: 'a', constructor: 'x' }, '/constructor', 'answer-unknown-name'],
    [{ level: 'a', 'a/b~c': 'x' }, '/a~1b~0c', 'answer-unknown-name'],
    [{ level: 3 }, '/level', 'answer-wrong-type'],
    [{ level: 'c' }, '/level', 'answer-unknown-choice'],
    [{}, '/level', 'answer-missing'],
    [{ level: 'a', more: { score: 11 } }, '/more/score', 'answer-unacceptable'],
    [{ level: 'a', more: { score: 1.5 } }, '/more/score', 'answer-wrong-type'],
    [{ level: 'a', more: { means: ['a', 'a'] } }, '/more/means', 'answer-unknown-choice'],
    [{ level: 'a', more: { means: ['z'] } }, '/more/means', 'answer-unknown-choice'],
    [{ level: 'b', more: { score: 1 } }, '/more/score', 'answer-not-asked'],
    [{ level: 'a', case: {} }, '/case', 'answer-wrong-type'],
    [{ level: 'a', case: [{ title: 'x' }, {}] }, '/case/1/title', 'answer-missing'],
    [{ level: 'a', case: [{ title: 'e\u0301' }] }, '/case/0/title', 'answer-not-normalized'],
    [{ level: 'a', case: [{ title: 'x'.repeat(100_001) }] }, '/case/0/title', 'answer-too-long'],
    [
      { level: 'a', case: Array.from({ length: 10_001 }, () => ({ title: 'x' })) },
      '/case',
      'answer-too-many',
    ],
    [{ level: 'a', country: 'VN' }, '/country', 'answer-preset-differs'],
  ];
  for (const [answers, pointer, code] of cases)
    expect(read(answers).problems).toContainEqual({ pointer, code });
});

test('instances beyond the count are told', () => {
  const visit = interview(ask.integer('n'), repeat('case', [ask.text('title')], { count: '${n}' }));
  const answers = { n: 1, case: [{ title: 'x' }, { title: 'y' }] };
  const { problems } = readAnswers(visit.at.form, answers, { world: quietWorld(), language: 'en' });
  expect(problems).toContainEqual({ pointer: '/case', code: 'answer-too-many' });
});

test('a question called __proto__ is a question like any other', () => {
  const visit = interview(ask.text('__proto__'), ask.text('constructor'))
    .answer('/__proto__', 'x')
    .answer('/constructor', 'y');
  expect(JSON.stringify(visit.sends)).toBe('{"__proto__":"x","constructor":"y"}');
  const { problems } = readAnswers(visit.at.form, JSON.parse(JSON.stringify(visit.sends)), {
    world: quietWorld(),
    language: 'en',
  });
  expect(problems).toEqual([]);
});

test('a line or an area with too few points is unfinished, also when it is opened again; a server takes what older phones sent', () => {
  const visit = interview(
    { kind: 'trace', name: 'way' },
    { kind: 'shape', name: 'field', required: 'true()', requiredMessage: 'Please outline it' },
  );
  const [here, there, yonder] = ['13.7 100.5', '13.8 100.5', '13.8 100.6'];
  visit.answer('way', toLine('trace', [here])).answer('field', toLine('shape', [here, there]));
  const kinds = () => ['way', 'field'].map((name) => visit.verdict(name));
  expect(kinds()).toEqual(['unfinished', 'unfinished']);
  expect(visit.question('field').verdict.message).toBeNull(); // it is not blank
  expect(problemsIn(visit.at).map(({ ref }) => ref)).toEqual(['/way', '/field']);
  const answers = { way: toLine('trace', [here]), field: toLine('shape', [here, there]) };
  expect(readAnswers(visit.at.form, answers, { world: quietWorld(), language: 'en' }).problems).toEqual([]);

  visit.answer('way', toLine('trace', [here, there])).answer('field', toLine('shape', [here, there, yonder]));
  expect(kinds()).toEqual(['fine', 'fine']);
});
