import { expect, test } from 'vitest';
import { ask, choices, group, questionnaire, repeat } from '../support/scenario.ts';
import { sitDown } from './run.ts';

const visit = questionnaire(
  [
    ask.note('hello', { label: 'Hello ${who}' }),
    ask.text('who', { required: 'true()', requiredMessage: 'Say who', hint: { en: 'Name', th: 'ชื่อ' } }),
    group('home', [
      ask.integer('age', { constraint: '. < 120', constraintMessage: 'Too old', relevant: "${who} != ''" }),
      repeat('child', [ask.many('likes', 'colours'), ask.calculate('number', 'position(..)')]),
      repeat('year', [ask.decimal('rain')], { count: '${age}' }),
    ]),
    { name: 'where', kind: 'place', label: 'where' },
  ],
  {
    languages: [
      { tag: 'en', status: 'source' },
      { tag: 'th', status: 'draft' },
    ],
    lists: { colours: choices('red', 'blue') },
    instanceName: "concat('Visit to ', ${who})",
  },
);

interface Row {
  readonly ref: string;
  readonly [property: string]: unknown;
}

async function replay(steps: object, ...flags: string[]) {
  const desk = sitDown();
  const { status, out, err } = await desk.run(
    'replay',
    desk.put('visit.json', visit),
    desk.put('steps.json', steps),
    ...flags,
  );
  const { states, ...rest } = JSON.parse(out) as { states: Row[][] };
  const at = (ref: string, state = states.at(-1)) => state?.find((row) => row.ref === ref);
  return { status, err, states, at, rest };
}

test('a state tells everything that stands in the interview, in the shape of the traces', async () => {
  const { states, status, rest } = await replay([]);
  expect(status).toBe(0);
  expect(rest).toMatchObject({ form: 'visit', status: 'success', languages: ['en', 'th'] });
  expect(states).toEqual([
    [
      { ref: '/data', t: 'root' },
      { ref: '/data/hello', t: 'note', readonly: true, v: '', label: 'Hello ' },
      {
        ref: '/data/who',
        t: 'input',
        required: true,
        v: '',
        label: 'who',
        hint: 'Name',
        invalid: 'required: Say who',
      },
      { ref: '/data/home', t: 'group', label: 'home' },
      { ref: '/data/home/age', t: 'input', relevant: false, v: '', label: 'age' },
      { ref: '/data/home/child', t: 'repeat-range:uncontrolled', label: 'child' },
      { ref: '/data/home/child[1]', t: 'repeat-instance', label: 'child' },
      {
        ref: '/data/home/child[1]/likes',
        t: 'select',
        v: '',
        label: 'likes',
        choices: [
          ['red', 'red'],
          ['blue', 'blue'],
        ],
      },
      { ref: '/data/home/child[1]/number', t: 'model-value', v: '1' },
      { ref: '/data/home/year', t: 'repeat-range:controlled', label: 'year' },
      { ref: '/data/where', t: 'input', v: '', label: 'where' },
      { ref: '/data/meta', t: 'group' },
      { ref: '/data/meta/instanceName', t: 'model-value', v: 'Visit to ' },
    ],
  ]);
});

test('steps answer, add and remove, and change the language; there is a state after each', async () => {
  const { states, at } = await replay([
    { op: 'answer', ref: '/data/who', value: 'Ana' },
    { op: 'answer', ref: '/data/home/age', value: '130' },
    { op: 'addRepeat', ref: '/data/home/child' },
    { op: 'answer', ref: '/data/home/child[2]/likes', value: 'blue red' },
    { op: 'removeRepeat', ref: '/data/home/child[1]' },
    { op: 'language', name: 'Thai (th)' },
    { op: 'answer', ref: '/data/home/age', value: 2 },
    { op: 'answer', ref: '/data/home/year[2]/rain', value: '0.5' },
    { op: 'answer', ref: '/data/where', value: '13.75 100.5 0 5' },
  ]);
  expect(states).toHaveLength(10);
  expect(at('/data/home/age', states[2])).toMatchObject({ v: '130', invalid: 'constraint: Too old' });
  expect(at('/data/hello')).toMatchObject({ label: 'Hello Ana' });
  expect(at('/data/who')).toMatchObject({ hint: 'ชื่อ' });
  expect(at('/data/home/child[1]/likes')).toMatchObject({ v: 'blue red' });
  expect(at('/data/home/child[1]/number')).toMatchObject({ v: '1' });
  expect(at('/data/home/child[2]')).toBeUndefined();
  expect(at('/data/home/year[2]/rain')).toMatchObject({ v: '0.5' });
  expect(at('/data/where')).toMatchObject({ v: '13.75 100.5 0.0 5.0' });
});

test('with --final there is the last state only, and the steps may come in a whole trace', async () => {
  const { states, at } = await replay(
    { form: 'x', steps: [{ op: 'answer', ref: '/data/who', value: 'Ana' }] },
    '--final',
  );
  expect(states).toHaveLength(1);
  expect(at('/data/who')).toMatchObject({ v: 'Ana' });
});

test('a step that cannot be taken is told, and the interview goes on without it', async () => {
  const { status, err, at, rest } = await replay([
    { op: 'answer', ref: '/data/nobody', value: '1' },
    { op: 'answer', ref: '/data/home', value: '1' },
    { op: 'addRepeat', ref: '/data/home/year' },
    { op: 'removeRepeat', ref: '/data/home/child[4]' },
    { op: 'language', name: 'Klingon' },
    { op: 'answer', ref: '/data/who', value: 'Ana' },
  ]);
  expect(status).toBe(1);
  expect(err).toContain('Step 1 was left out. Nothing stands at /data/nobody.');
  expect(err.trim().split('\n')).toHaveLength(5);
  expect(rest).toMatchObject({ step_errors: [{}, {}, {}, {}, {}] });
  expect(at('/data/who')).toMatchObject({ v: 'Ana' });
});

test('what holds no steps is told as such', async () => {
  const desk = sitDown();
  const form = desk.put('visit.json', visit);
  const { status, err } = await desk.run('replay', form, desk.put('steps.json', [{ op: 'dance' }]));
  expect(status).toBe(1);
  expect(err).toContain('steps.json holds no steps: 1: {"op":"dance"}');
});
