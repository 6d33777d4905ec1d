/** A form that asks in every way there is, answered from its first question to its last: by keyboard alone, and by touch. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import { writeXlsForm } from '../../src/xlsform/index.ts';
import { play } from '../conformance/screen/play.ts';
import { publish } from '../conformance/screen/publish.ts';
import everything from '../fixtures/everything.json' with { type: 'json' };
import { givenFiles } from '../support/answering/files.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { desktop, phone } from '../support/browsers/index.ts';
import { openServer } from '../support/server.ts';
import { looker } from './look.ts';
import { invite } from './stage.ts';

test.for([
  { way: 'keys', size: desktop, where: 'by keyboard alone, on a desk' },
  { way: 'touch', size: phone, where: 'by touch, on a phone' },
] as const)(
  'every kind of question is answered in Thai $where, and arrives as it was given',
  async ({ way, size }) => {
    const { form, origin, store } = await stage();
    const enumerator = await invite('th', { size, pretendsDevices: true });
    const { page } = enumerator.person.tab as ChromiumTab;
    page.setDefaultTimeout(15_000);
    await page.context().grantPermissions(['geolocation'], { origin });
    await page.context().setGeolocation({ latitude: 16.0544, longitude: 108.2022, accuracy: 7 });
    const given = await givenFiles();
    onTestFinished(given.leave);
    const looks = looker(enumerator);
    const look = async () => {
      if (way === 'keys') await looks(page.url());
      else expect(await enumerator.person.sideways(), page.url()).toEqual([]);
    };
    const { files } = given;
    const person = { page, way, language: 'th', files, look, diligence: 1, seed: 5 };
    const played = await play(form, { ...person, origin, store });
    expect(played.differences).toEqual([]);
    expect(played.blank).toBe(0);
    expect(played.answered).toBeGreaterThan(40);
  },
);

/** The form as a workbook, on a server; and a look into the server's books. */
async function stage() {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-everything-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const file = join(folder, 'everything.xlsx');
  await writeFile(file, await writeXlsForm(Questionnaire.parse(everything)));
  const { published } = await publish([file], folder);
  const [form] = published;
  if (!form) throw new Error('The form was refused.');
  const server = await openServer({ DATA_DIR: folder });
  onTestFinished(() => server.leave());
  const { store } = await openBooks(readSettings({ DATA_DIR: folder }), () => undefined);
  onTestFinished(() => store.close());
  return { form, store, origin: server.origin };
}
