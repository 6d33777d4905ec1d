import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { writeXlsForm } from '../../src/xlsform/index.ts';
import { ask, questionnaire } from '../support/scenario.ts';
import { sitDown } from './run.ts';

const officials = fileURLToPath(new URL('../../src/questionnaires/ics_officials.json', import.meta.url));

const visit = questionnaire(
  [
    ask.integer('age', { label: { en: 'How old?', th: 'อายุเท่าใด' } }),
    ask.text('school', { relevant: '${agee} < 18', label: { en: 'Which school?' } }),
  ],
  {
    title: { en: 'Visit', th: 'การเยี่ยม' },
    lists: {},
    languages: [
      { tag: 'en', status: 'source' },
      { tag: 'th', status: 'draft' },
    ],
  },
);

test('a broken formula is told, and the questionnaire can run without it', async () => {
  const desk = sitDown();
  const { status, out } = await desk.run('check', desk.put('visit.json', visit));
  expect(status).toBe(0);
  expect(out).toContain('visit.json can run: 2 questions; languages: en, th');
  expect(out).toMatch(/ {2}\/school#relevant {2}warning .*\[formula-unknown-name\]/);
});

test('… with its cell, where it comes from a sheet', async () => {
  const desk = sitDown();
  const { out } = await desk.run('check', desk.put('visit.xlsx', writeXlsForm(visit)));
  expect(out).toMatch(/ {2}survey![A-Z]+3 {2}warning .*\[formula-unknown-name\]/);
});

test('each language is told what it lacks', async () => {
  const desk = sitDown();
  const { out } = await desk.run('check', desk.put('visit.json', visit));
  expect(out).toContain('  en: all texts are there');
  expect(out).toContain('  th: 1 of 3 texts is not translated: /school#label');
});

test('a file that cannot run is told why, and the exit status says so', async () => {
  const desk = sitDown();
  const broken = desk.put('visit.json', { ...visit, items: [{ kind: 'dance', name: 'x' }] });
  const { status, out } = await desk.run('check', desk.put('good.json', visit), broken);
  expect(status).toBe(1);
  expect(out).toContain('good.json can run');
  expect(out).toContain('visit.json cannot run.');
  expect(out).toMatch(/ {2}items\/0.* {2}error .*\[questionnaire-invalid\]/);
});

test('no workbook, damaged or otherwise, throws', async () => {
  const desk = sitDown();
  for (const [name, content] of Object.entries({
    'a.xlsx': 'no workbook',
    'b.xlsx': writeXlsForm(visit).slice(0, 900),
    'c.xml': '<html>',
    'd.csv': '',
  })) {
    const { status, out } = await desk.run('check', desk.put(name, content));
    expect([name, status]).toEqual([name, 1]);
    expect(out).toMatch(/ {2}error {2}/);
  }
});

test('for programs, everything is there as JSON', async () => {
  const desk = sitDown('ms');
  const { out } = await desk.run('check', desk.put('visit.json', visit), '--json');
  expect(JSON.parse(out)).toMatchObject([
    {
      runs: true,
      id: 'visit',
      questions: 2,
      problems: [{ severity: 'warning', code: 'formula-unknown-name', where: '/school#relevant' }],
      translations: [
        { tag: 'en', missing: 0 },
        {
          tag: 'th',
          words: 3,
          missing: 1,
          gaps: [{ path: '/school', field: 'label', text: 'Which school?' }],
        },
      ],
    },
  ]);
});

test.for(['officials.xlsx', 'officials.xml'])(
  'a questionnaire goes to %s and comes back the same',
  async (file) => {
    const desk = sitDown();
    expect(await desk.run('convert', officials, '-o', desk.path(file))).toMatchObject({ status: 0, err: '' });
    expect(await desk.run('convert', desk.path(file), '-o', desk.path('back.json'))).toMatchObject({
      status: 0,
      err: '',
    });
    expect(JSON.parse(desk.read('back.json'))).toEqual(
      (await import(officials, { with: { type: 'json' } })).default,
    );
  },
);

test('an XForm becomes a questionnaire', async () => {
  const desk = sitDown();
  const form = desk.put(
    'visit.xml',
    `<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Visit</h:title><model>
      <instance><data id="visit"><age/></data></instance><bind nodeset="/data/age" type="int"/></model></h:head>
      <h:body><input ref="/data/age"><label>How old?</label></input></h:body></h:html>`,
  );
  expect(await desk.run('convert', form, '-o', desk.path('visit.json'))).toMatchObject({ status: 0 });
  expect(JSON.parse(desk.read('visit.json'))).toMatchObject({
    id: 'visit',
    items: [{ kind: 'integer', name: 'age', label: 'How old?' }],
  });
});

test('what cannot be done is said in one sentence', async () => {
  const desk = sitDown();
  const form = desk.put('visit.json', visit);
  expect((await desk.run('convert', form, '-o', desk.path('visit.doc'))).err).toContain(
    'is written to .xlsx .xml .json.',
  );
  expect((await desk.run('convert', form, '-o', desk.path('none/visit.json'))).err).toContain(
    'cannot be written',
  );
  expect((await desk.run('convert', desk.put('x.json', { a: 1 }), '-o', desk.path('y.json'))).err).toContain(
    'cannot be used as a questionnaire.',
  );
  expect((await desk.run('check', desk.path('none.xlsx'))).err).toContain('none.xlsx cannot be read');
  expect((await desk.run('check', desk.put('visit.doc', 'x'))).err).toContain(
    'A questionnaire ends in .xlsx',
  );
});

test('whoever asks for something else is told what there is', async () => {
  for (const args of [
    [],
    ['check'],
    ['convert', 'a.json'],
    ['replay', 'a.json'],
    ['dance', 'a.json'],
    ['check', 'a', '--loud'],
  ]) {
    expect(await sitDown('fil').run(...args)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^Paggamit:/),
    });
  }
});
