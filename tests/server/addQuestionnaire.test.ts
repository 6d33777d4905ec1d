import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Questionnaire } from '../../src/questionnaire/index.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import { writeXlsForm } from '../../src/xlsform/index.ts';
import { pngOf } from '../support/drawn.ts';
import { ask, questionnaire } from '../support/scenario.ts';
import { soundFile } from '../support/sounds.ts';
import { hashOf, newFolder } from './office.ts';
import { rintis } from './process.ts';

const [market, plan, noise] = [pngOf(40, 30), pngOf(90, 120), soundFile()];

/** A workbook that shows pictures and plays a sound, and takes its villages from a file beside it. */
function formIn(folder: string): string {
  const form = join(folder, 'visit.xlsx');
  const visit = questionnaire(
    [
      ask.one('village', 'villages', {
        media: { image: 'market.png', bigImage: 'plan.png', audio: { en: 'noise.wav', th: 'เสียง.wav' } },
      }),
      ask.calculate('people', "pulldata('villages', 'people', 'name', ${village})"),
    ],
    { lists: { villages: { choices: [], file: 'villages.csv' } } },
  );
  writeFileSync(form, writeXlsForm(visit));
  writeFileSync(join(folder, 'villages.csv'), 'name,label,people\nv1,Ban Mai,120\n');
  return form;
}

/** The questionnaire that a command said it had added. */
async function added(dataDir: string, out: string): Promise<Questionnaire> {
  const [hash = ''] = /[0-9a-f]{64}/.exec(out) ?? [];
  const { store, catalogue, media } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  try {
    const text = Buffer.from((await catalogue.questionnaire(hash))?.plain ?? []).toString();
    const found = Questionnaire.parse(JSON.parse(text));
    for (const { hash, size } of Object.values(found.files ?? {}))
      expect(await media.files.authored.has(hash, size)).toBe(true);
    return found;
  } finally {
    await store.close();
  }
}

test('a workbook comes in with the pictures of a folder, and the choices of a file beside it', async () => {
  const [folder, dataDir] = [newFolder(), newFolder()];
  const form = formIn(folder);
  mkdirSync(join(folder, 'visit-media'));
  for (const [name, bytes] of Object.entries({ 'market.png': market, 'plan.png': plan, 'noise.wav': noise }))
    writeFileSync(join(folder, 'visit-media', name), bytes);
  const { code, said } = await rintis(['add-questionnaire', form], { DATA_DIR: dataDir, LANG: 'en' });
  expect([code, said]).toEqual([0, expect.stringContaining('เสียง.wav')]); // told, and left out
  const { files = {}, lists } = await added(dataDir, said);
  expect(files).toEqual({
    'market.png': { hash: hashOf(market), size: market.length, type: 'image/png', width: 40, height: 30 },
    'plan.png': { hash: hashOf(plan), size: plan.length, type: 'image/png', width: 90, height: 120 },
    'noise.wav': { hash: hashOf(noise), size: noise.length, type: 'audio/wav' },
  });
  expect(lists.villages?.choices).toMatchObject([{ name: 'v1', label: 'Ban Mai' }]);
});

test('… or of a ZIP; what is no picture is refused in words, and the rest comes in', async () => {
  const [folder, dataDir] = [newFolder(), newFolder()];
  const form = formIn(folder);
  const zip = join(folder, 'all.zip');
  const letter = new TextEncoder().encode('no picture');
  writeFileSync(zip, zipSync({ 'in/market.png': market, 'plan.png': letter, 'noise.wav': noise }));
  const env = { DATA_DIR: dataDir, LANG: 'en' };
  const { code, said } = await rintis(['add-questionnaire', form, '--media', zip], env);
  expect([code, said]).toEqual([3, expect.stringContaining('plan.png was not taken in (media-type-other)')]);
  expect(Object.keys((await added(dataDir, said)).files ?? {}).sort()).toEqual(['market.png', 'noise.wav']);

  writeFileSync(zip, 'no zip');
  const broken = await rintis(['add-questionnaire', form, '--media', zip], env);
  expect(broken).toEqual({ code: 1, said: expect.stringContaining('all.zip') });
  expect((await rintis(['add-questionnaire'], env)).code).toBe(1);
});
