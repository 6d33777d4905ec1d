import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ask, questionnaire } from '../support/scenario.ts';
import { type Desk, sitDown } from './run.ts';

const visit = questionnaire(
  [
    ask.one('village', 'villages'),
    ask.calculate('people', "pulldata('villages', 'people', 'name', ${village})"),
  ],
  { lists: { villages: { choices: [], file: 'villages.csv' } } },
);
const villages = 'name,label,people\nv1,Ban Mai,120\n';
const scenario = [
  { name: 'A village', steps: [{ answer: { village: 'v1' }, expect: { sends: { people: '120' } } }] },
];

function put(desk: Desk) {
  desk.put('visit.scenario.json', { scenarios: scenario });
  return desk.put('visit.json', visit);
}

test('a form is tested and replayed with the files that stand beside it', async () => {
  const desk = sitDown();
  const form = put(desk);
  desk.put('villages.csv', villages);
  expect(await desk.run('test', form)).toMatchObject({ status: 0, err: '' });
  const steps = desk.put('steps.json', [{ op: 'answer', ref: '/data/village', value: 'v1' }]);
  const { out } = await desk.run('replay', form, steps, '--final');
  expect(out).toContain('"v":"120"');
  expect((await desk.run('check', form)).out).not.toContain('villages.csv');
});

test('… or in the folder of its media', async () => {
  const desk = sitDown();
  const form = put(desk);
  mkdirSync(desk.path('visit-media'));
  writeFileSync(desk.path('visit-media/villages.csv'), villages);
  expect((await desk.run('test', form)).status).toBe(0);
});

test('a form says which file it lacks, and runs without it', async () => {
  const desk = sitDown();
  const { status, out } = await desk.run('check', put(desk));
  expect(status).toBe(0);
  expect(out).toMatch(/ {2}villages\.csv {2}warning .*\[file-needed\]/);
});

test('a bad file is told with its name and its line, and the form runs without it', async () => {
  const desk = sitDown();
  const form = desk.put('visit.json', { ...visit, lists: { villages: { choices: [], file: 'v.xml' } } });
  desk.put('v.xml', '<root>\n<item>\n</root>');
  const { status, out } = await desk.run('check', form);
  expect(status).toBe(0);
  expect(out).toMatch(/ {2}v\.xml:3 {2}warning .*\[xml-malformed\]/);
});

test('a name that leads out of the folder is no file', async () => {
  const desk = sitDown();
  mkdirSync(desk.path('forms'));
  desk.put('secret.csv', villages);
  const away = { ...visit, lists: { villages: { choices: [], file: '../secret.csv' } } };
  const { out } = await desk.run('check', desk.put('forms/visit.json', away));
  expect(out).toContain('[file-needed]');
});
