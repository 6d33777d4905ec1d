import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ask, choices, group, questionnaire, repeat } from '../support/scenario.ts';
import { sitDown } from './run.ts';

const visit = questionnaire(
  [
    ask.one('consent', 'yn', { required: 'true()' }),
    group(
      'home',
      [
        ask.integer('children', {
          constraint: '. < 20',
          constraintMessage: { en: 'Too many', th: 'มากเกินไป' },
        }),
        ask.one('school', 'schools', {
          relevant: '${children} > 0',
          choiceFilter: 'least <= ${children}',
          label: { en: 'Which school do the ${children} go to?', th: 'เด็ก ${children} คนไปโรงเรียนใด' },
        }),
        repeat('person', [
          ask.text('name', { required: 'true()' }),
          ask.calculate('loud', 'concat(${name}, "!")'),
        ]),
      ],
      { relevant: "${consent} = 'yes'" },
    ),
  ],
  {
    languages: [
      { tag: 'en', status: 'source' },
      { tag: 'th', status: 'draft' },
    ],
    lists: {
      yn: choices('yes', 'no'),
      schools: choices(
        { name: 'primary', label: 'Primary', columns: { least: '1' } },
        { name: 'big', label: 'Big', columns: { least: '3' } },
      ),
    },
  },
);

const beginnings = { agreed: [{ answer: { consent: 'yes' } }] };

async function play(...scenarios: object[]) {
  const desk = sitDown();
  const form = desk.put('visit.json', visit);
  desk.put('visit.scenario.json', { beginnings, scenarios });
  return desk.run('test', form);
}

test('a scenario that goes as expected passes', async () => {
  const { status, out } = await play({
    name: 'Two children',
    after: 'agreed',
    steps: [
      {
        expect: {
          asks: ['children', 'home'],
          skips: ['school'],
          has: { school: null },
          keepsBack: ['school'],
        },
      },
      {
        answer: { children: 2 },
        expect: { asks: ['school'], offersOnly: { school: ['primary'] }, withholds: { school: ['big'] } },
      },
      {
        answer: { school: 'primary' },
        expect: { sends: { children: 2, school: 'primary' }, instances: { person: 1 } },
      },
      { expect: { says: { school: 'Which school do the 2 go to?' }, misses: ['name'], ready: false } },
      { language: 'th', expect: { says: { school: 'เด็ก 2 คนไปโรงเรียนใด' } } },
      {
        add: 'person',
        answer: { 'person[1]/name': 'Ana', 'person[2]/name': 'Bo' },
        expect: { has: { 'person[2]/loud': 'Bo!' } },
      },
      { remove: 'person[1]', expect: { instances: { person: 1 }, sends: { name: 'Bo' }, ready: true } },
      { answer: { children: 21 }, expect: { refuses: { children: 'มากเกินไป' } } },
      { answer: { children: null }, expect: { accepts: ['children'], skips: ['school'] } },
    ],
  });
  expect(out).toContain('✓ Two children');
  expect(out).toContain('1 scenario, 0 failed');
  expect(status).toBe(0);
});

test.for<[string, object, string]>([
  ['asks', { expect: { asks: ['school'] } }, 'school should be asked, but is skipped'],
  ['skips', { expect: { skips: ['children'] } }, 'children should be skipped, but is asked'],
  [
    'has',
    { answer: { children: 2 }, expect: { has: { children: 3 } } },
    'children should hold “3”, but holds “2”',
  ],
  ['sends', { expect: { sends: { consent: 'no' } } }, 'consent should be sent as “no”, but is sent as “yes”'],
  ['keepsBack', { expect: { keepsBack: ['consent'] } }, 'consent should not be sent, but is sent as “yes”'],
  [
    'says',
    { answer: { children: 2 }, expect: { says: { school: 'Where?' } } },
    'school should say “Where?”, but says “Which school do the 2 go to?”',
  ],
  [
    'offers',
    { answer: { children: 2 }, expect: { offers: { school: ['big'] } } },
    'school should offer big, but offers primary',
  ],
  [
    'accepts',
    { answer: { children: 30 }, expect: { accepts: ['children'] } },
    'should be accepted, but is refused: Too many',
  ],
  [
    'refuses',
    { answer: { children: 3 }, expect: { refuses: ['children'] } },
    'should be refused, but is accepted',
  ],
  [
    'instances',
    { add: 'person', expect: { instances: { person: 5 } } },
    'person should have 5 entries, but has 2',
  ],
  ['score', { expect: { score: { s_x: 1 } } }, 'there is no score s_x'],
  ['ready', { expect: { ready: true } }, 'these are not in order: /home/person[1]/name'],
])('%s: the failure names the step and the question', async ([, step, sentence]) => {
  const { status, out } = await play({ name: 'It fails', after: 'agreed', steps: [{}, step] });
  expect(out).toContain('✗ It fails');
  expect(out).toMatch(/step 2: /);
  expect(out).toContain(sentence);
  expect(status).toBe(1);
});

test('nobody answers what is not asked, chooses what is not offered, or says what is no answer', async () => {
  const { out } = await play(
    { name: 'a', steps: [{ answer: { children: 2 } }] },
    { name: 'b', steps: [{ answer: { consent: 'maybe' } }] },
    { name: 'c', after: 'agreed', steps: [{ answer: { children: 'few' } }] },
    { name: 'd', after: 'agreed', steps: [{ answer: { loud: 'x' } }] },
  );
  expect(out).toContain('children is not asked here');
  expect(out).toContain('consent does not offer maybe here');
  expect(out).toContain('“few” is no answer to children (integer)');
  expect(out).toContain('loud is not asked here');
  expect(out).toContain('4 scenarios, 4 failed');
});

test('a misspelt name is told with the one that may be meant, and one that stands twice asks which', async () => {
  const { out } = await play(
    { name: 'a', steps: [{ expect: { asks: ['childen'] } }] },
    { name: 'b', steps: [{ expect: { asks: ['zebra'] } }] },
    { name: 'c', after: 'agreed', steps: [{ add: 'person' }, { answer: { name: 'Ana' } }] },
    { name: 'd', after: 'agreed', steps: [{ answer: { 'person[7]/name': 'Ana' } }] },
  );
  expect(out).toContain('There is no question “childen”. Is “children” meant?');
  expect(out).toContain('There is no question “zebra”.');
  expect(out).toContain('Say which: /data/home/person[1]/name, /data/home/person[2]/name');
  expect(out).toContain('“person[7]/name” does not stand anywhere now');
});

test('scenarios may be written in YAML, in several files, and one file may be played alone', async () => {
  const desk = sitDown();
  const form = desk.put('visit.json', visit);
  desk.put(
    'visit.scenario.yaml',
    'scenarios:\n  - name: Yes\n    steps:\n      - answer: { consent: "yes" }\n        expect: { asks: [children] }\n',
  );
  const no = desk.put(
    'visit.no.scenario.yml',
    'scenarios:\n  - name: No\n    steps:\n      - { answer: { consent: "no" }, expect: { skips: [children] } }\n',
  );
  expect((await desk.run('test', form)).out).toContain('2 scenarios, 0 failed');
  expect((await desk.run('test', no)).out).toContain('1 scenario, 0 failed');
});

test('a scenario file that cannot be understood says where', async () => {
  const desk = sitDown();
  const form = desk.put('visit.json', visit);
  desk.put('visit.scenario.json', { scenarios: [{ name: 'a', steps: [{ expects: {} }] }] });
  expect(await desk.run('test', form)).toMatchObject({
    status: 1,
    err: expect.stringContaining('scenarios › 1 › steps › 1: expects'),
  });
  desk.put('visit.scenario.json', '{');
  expect((await desk.run('test', form)).err).toContain('is not JSON');
});

test('without scenarios, the author is told where they belong', async () => {
  const desk = sitDown();
  const { status, err } = await desk.run('test', desk.put('visit.json', visit));
  expect(status).toBe(1);
  expect(err).toContain('They belong in visit.scenario.json.');
});

test('the terminal speaks the author’s language', async () => {
  const desk = sitDown('vi_VN.UTF-8');
  const form = desk.put('visit.json', visit);
  desk.put('visit.scenario.json', {
    scenarios: [{ name: 'a', steps: [{ expect: { asks: ['children'] } }] }],
  });
  expect((await desk.run('test', form)).out).toContain('bước 1: lẽ ra phải hỏi children, nhưng bị bỏ qua');
});

test.for(['ics_officials', 'ipi_agencies'])('the scenarios of the house’s own %s pass', async (name) => {
  const file = fileURLToPath(new URL(`../../src/questionnaires/${name}.json`, import.meta.url));
  const { status, out } = await sitDown().run('test', file);
  expect(out).not.toContain('✗');
  expect(status).toBe(0);
});
