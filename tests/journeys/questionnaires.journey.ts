/**
 * A coordinator brings a workbook of the field with faults in it, sees them at their cells, puts them right, mends a translation,
 * looks at it on a phone in Thai, and reads what differs between the two versions.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeXlsx } from '../../src/xlsform/index.ts';
import { newFolder } from '../server/office.ts';
import { desktop } from '../support/browsers/index.ts';
import { looker } from './look.ts';
import type { Official } from './official.ts';
import { invite, type Stage, setStage } from './stage.ts';

const headers = ['type', 'name', 'label::English (en)', 'label::ไทย (th)', 'relevant', 'constraint'];
const survey = (end: readonly string[][]) => [
  headers,
  ['integer', 'age', 'How old are you, {{plan_name}}?', 'ท่านอายุเท่าไร', '', '. >= 18'],
  ['begin group', 'home', 'Your **home**', 'บ้านของท่าน', '${age} > 20', ''],
  ['select_one water', 'source', 'Where does your water come from?', '', '', ''],
  ...end,
];
const choices = [
  ['list_name', 'name', 'label::English (en)', 'label::ไทย (th)'],
  ['water', 'well', 'A well', 'บ่อน้ำ'],
  ['water', 'tap', 'A tap', 'น้ำประปา'],
];
const settings = [
  ['form_id', 'form_title::English (en)', 'form_title::ไทย (th)'],
  ['water', 'Water at home', 'น้ำในบ้าน'],
];
const workbook = (end: readonly string[][]) =>
  writeXlsx([
    { name: 'survey', rows: survey(end) },
    { name: 'choices', rows: choices },
    { name: 'settings', rows: settings },
  ]);

test('a workbook with faults becomes a questionnaire in two languages, and its next version tells what it means', async () => {
  const stage = await setStage();
  const official = await invite('en', { size: desktop });
  const screen = looker(official);
  const { person, t } = official;
  const folder = newFolder();
  const file = async (name: string, bytes: Uint8Array) => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };

  await signsIn(stage, official);
  await person.taps('link', t('coordinator.questionnaires'));
  await person.sees('heading', t('forms.bring.title'));
  await screen('shelf');
  await person.givesFile(await file('faulty.xlsx', workbook([])));
  await person.reads(t('forms.bring.refused'), 30_000);
  await person.reads(/survey!A3/);
  await screen('a file with faults');

  await person.givesFile(await file('repaired.xlsx', workbook([['end group', '', '', '', '', '']])));
  await person.reads(t('forms.bring.first'), 30_000);
  await screen('a file that can be kept');
  await person.taps('button', t('forms.bring.keep'));
  await person.sees('heading', 'Water at home');
  await person.reads(/Version 1/);
  await screen('version');

  await person.taps('link', t('forms.translate.open'));
  const thai = (key: string) => new RegExp(`^Translation of ${key} into ไทย$`);
  await person.sees('textbox', thai('/age#label'));
  await person.reads(/The source has {{plan_name}}/);
  await person.types(thai('/home/source#label'), 'น้ำของท่านมาจากไหน');
  await screen('translation');
  await person.reloads(); // the browser was closed: what was typed is there
  await person.reads(t('forms.translate.found_one'));
  await person.taps('button', t('forms.translate.save'));
  await person.reads(/Version 2/, 30_000);
  await person.reads(t('forms.diff.translated'));
  await person.reads(t('forms.means.none'));
  await screen('what differs');

  const next = workbook([
    ['integer', 'people', 'How many live there?', '', '', ''],
    ['end group', '', '', '', '', ''],
  ]);
  await person.taps('link', t('forms.back'));
  await person.givesFile(await file('next.xlsx', next));
  await person.reads(t('forms.bring.next'), 30_000);
  await person.reads(t('forms.means.new'));

  await previewsInThai(stage, official);
});

/** The real page inside the frame: it says that it is a preview, and keeps nothing. */
async function previewsInThai({ road }: Stage, { person, t }: Official): Promise<void> {
  await person.opens(`${road.origin}/coordinator/questionnaires`);
  await person.taps('link', 'Water at home');
  await person.taps('link', t('forms.preview.open'));
  await person.chooses(t('forms.preview.language'), 'th');
  await person.sees('heading', /Water at home/);
  await expectInFrame(person, 'ท่านอายุเท่าไร');
  expect(await person.tab.run('indexedDB.databases().then((all) => all.length)')).toBe(0);
}

async function expectInFrame(person: Official['person'], words: string): Promise<void> {
  const inFrame = `document.querySelector('iframe').contentDocument.body.innerText`;
  await expect.poll(() => person.tab.run(inFrame), { timeout: 30_000 }).toContain(words);
}

async function signsIn({ road, server }: Stage, { person, t }: Official): Promise<void> {
  await person.opens(`${road.origin}/coordinator`);
  await person.types(t('coordinator.name'), server.coordinator.name);
  await person.tab.press('Tab');
  await person.tab.write(server.coordinator.password);
  await person.tab.press('Enter');
  await person.sees('heading', t('coordinator.surveys'));
}
