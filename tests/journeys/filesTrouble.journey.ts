/** Files that cannot be read or kept, and a device without a network: what was there before stays, and a sentence says why. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import type { Person } from '../support/browsers/index.ts';
import { beginVisit, filesOnDevice, label, sideways, soundFile } from './visit.ts';

test('a file that cannot be read or kept leaves the answer as it was', async () => {
  // before anything is kept: Chromium goes by the room that it last saw for half a minute
  const visit = await beginVisit('en', {}, (person, origin) => giveRoom(person, origin, 6_000_000));
  const { stage, official, person, t, at, file } = visit;
  await person.givesFile(await sideways(visit));
  await person.sees('img', t('media.photo.shown'));
  await official.seesItSaved();

  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
  const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 7)]);
  for (const [name, bytes, trouble] of [
    ['nothing.jpg', '', 'empty'],
    ['broken.jpg', broken, 'unreadable'],
    ['iphone.heic', heic, 'heic'],
    ['sixty.jpg', Buffer.alloc(60_000_000, 0xff), 'heavy'],
  ] as const) {
    await person.givesFile(await file(name, bytes));
    await person.reads(t(`media.trouble.${trouble}`));
    await person.sees('img', t('media.photo.shown'));
  }
  await official.goesOn();
  await at('signed');
  await person.taps('img', t('media.signature.area'));
  await official.seesItSaved();
  await official.goesOn();

  await at('voice');
  await person.givesFile(await file('short.wav', soundFile()));
  await person.sees('button', t('media.audio.remove'));
  await official.seesItSaved();
  const before = await filesOnDevice(person);
  expect(before).toHaveLength(3);
  await person.givesFile(await file('long.wav', soundFile(20_000_000)));
  await person.reads(t('media.trouble.full'));
  await person.losesPower();
  await person.opens(stage.link);
  await person.sees('button', t('media.audio.remove'));
  expect(await filesOnDevice(person)).toEqual(before);
});

async function giveRoom(person: Person, origin: string, bytes: number): Promise<void> {
  const { page } = person.tab as ChromiumTab;
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
}

test('once the questionnaire is here, its questions for files need no network, in any language', async () => {
  const { stage, person, official, t } = await beginVisit('en', {});
  const kept = `(async () => {
    const later = (await caches.keys()).find((name) => name.endsWith('-later'));
    return later ? (await (await caches.open(later)).keys()).length : 0;
  })()`;
  const whole = JSON.parse(await readFile(new URL('../../dist/.vite/parts.json', import.meta.url), 'utf8'));
  await expect.poll(() => person.tab.run(kept), { timeout: 30_000 }).toBe(whole.media.length);
  await person.goesOffline();
  await stage.server.stop();
  await person.reloads();
  await person.sees('button', t('media.photo.take'));
  await person.chooses(t('language.label'), 'th');
  official.language = 'th';
  await person.sees('button', official.t('media.photo.take'));
  await person.sees('group', label('th', 'board'));
});
