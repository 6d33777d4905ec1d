/** Where something is: found by a device that grows surer, put on a map without a network, walked along, typed, read from a code. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import places from '../fixtures/places.json' with { type: 'json' };
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { type Person, phone } from '../support/browsers/index.ts';
import { pngOf } from '../support/drawn.ts';
import { tabTo } from './keys.ts';
import { looker } from './look.ts';
import { exported, invite, isKept, setStage } from './stage.ts';

const asks = (name: string): string =>
  places.items[1]?.items.find((one) => one.name === name)?.label.en ?? `no question ${name}`;

/** The device stands there, and is so sure of it. */
const standsAt = (person: Person, latitude: number, longitude: number, accuracy: number) =>
  (person.tab as ChromiumTab).page.context().setGeolocation({ latitude, longitude, accuracy });

const allowsPositions = (person: Person, origin: string) =>
  (person.tab as ChromiumTab).page.context().grantPermissions(['geolocation'], { origin });

/** A camera that sees this code from now on. */
const seesCode = (text: string): string => `(() => {
  const rows = ${JSON.stringify(encode(text, { border: 4 }).data)};
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const pen = canvas.getContext('2d');
  const size = Math.floor(400 / rows.length);
  const draw = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#222';
    rows.forEach((row, y) => row.forEach((dark, x) => dark && pen.fillRect(80 + x * size, 30 + y * size, size, size)));
  };
  setInterval(draw, 100);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
})()`;

/** The earth in squares of one picture, as deep as this. */
async function layGround(folder: string, deepest: number): Promise<void> {
  const picture = pngOf(256, 256, [150, 190, 150]);
  for (let z = 0; z <= deepest; z++)
    for (let x = 0; x < 2 ** z; x++) {
      await mkdir(join(folder, `${z}/${x}`), { recursive: true });
      for (let y = 0; y < 2 ** z; y++) await writeFile(join(folder, `${z}/${x}/${y}.png`), picture);
    }
}

/** Whether the pictures under the map are there. */
const ground = `(() => {
  const squares = [...document.querySelectorAll('img.leaflet-tile')];
  const seen = squares.filter((it) => it.complete && it.naturalWidth > 0).length;
  return squares.length > 0 && seen === squares.length ? 'all of it' : seen + ' of ' + squares.length;
})()`;

test('a visit with a position, a map without a network, a way that outlives the battery, an outline and a code', async () => {
  const map = { address: '/tiles/ground/{z}/{x}/{y}.png', attribution: 'Survey Department', deepest: 2 };
  const stage = await setStage(places, { survey: { map } });
  await layGround(join(stage.server.dataDir, 'tiles/ground'), map.deepest);
  const official = await invite('en', { size: phone });
  const { person, t } = official;
  const { origin } = stage.road;
  const look = looker(official);
  await allowsPositions(person, origin);
  await standsAt(person, 13.7563, 100.5018, 60);
  await official.speaks(stage.link);
  await person.taps('radio', 'I agree');
  await official.goesOn();

  await person.taps('button', t('places.take'));
  await person.reads('Accurate to about 60 m so far');
  await standsAt(person, 13.75635, 100.50181, 7);
  await person.reads('13.75635° N, 100.50181° E');
  await person.reads('Accurate to about 7 m');
  await official.seesItSaved();

  // without a network, by keyboard alone
  for (const part of ['PlaceMap', 'zxing']) {
    await expect.poll(() => person.tab.run(isKept(part)), { timeout: 40_000 }).toBe(true);
  }
  await official.goesOn();
  await person.sees('application', t('places.map.label'));
  await expect.poll(() => person.tab.run(ground), { timeout: 20_000 }).toBe('all of it');
  await person.reads(map.attribution);
  await person.goesOffline();
  await person.reloads();
  await person.sees('application', t('places.map.label'));
  await expect.poll(() => person.tab.run(ground), { timeout: 20_000 }).toBe('all of it'); // as it was looked at before
  await look('a map');
  await tabTo(person, 'button', t('places.map.goToMe'));
  await person.presses('Enter');
  await person.sees('button', t('places.map.fit'));
  await tabTo(person, 'button', t('places.map.putHere'));
  await person.presses('Enter');
  await person.reads(t('places.byHand'));
  await official.seesItSaved();
  await person.goesOnline();
  await official.goesOn();

  await standsAt(person, 13.756, 100.501, 4);
  await person.taps('button', t('places.addHere'));
  await person.reads('1 more point is needed');
  await official.goesOn();
  await person.reads(t('problems.place-unreadable'));
  await official.seesItSaved();
  await person.losesPower();
  await allowsPositions(person, origin);
  await standsAt(person, 13.757, 100.502, 9);
  await person.opens(stage.link);
  await person.reads('1 more point is needed');
  await person.taps('button', t('places.walk'));
  await person.taps('button', t('places.walking.start'));
  await person.reads('2 points');
  await person.taps('button', t('places.walking.stop'));
  await look('a way');
  await official.goesOn();

  await person.sees('group', asks('field'));
  await person.taps('button', t('places.type'));
  for (const corner of [
    '13.7560 100.5010',
    `13°45'25.2"N 100°30'3.6"E`,
    '13.757, 100.502',
    '13.756; 100.502',
  ]) {
    await person.types(t('places.coordinates'), corner);
    await person.presses('Enter');
  }
  await person.reads('4 points');
  await person.taps('button', t('places.undo'));
  await person.reads('3 points');
  await look('an outline');
  await official.goesOn();

  await person.tab.run(seesCode('TH-2569/0042'));
  await person.taps('button', t('codes.scan'));
  await person.reads('The code was read: TH-2569/0042');
  await look('a code');
  await official.goesOn();

  await person.sees('img', t('places.sketch'));
  await look('what was answered');
  await official.submits();
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([
    {
      'office/latitude': '13.75635',
      'office/longitude': '100.50181',
      'office/accuracy': '7',
      'well/latitude': expect.stringMatching(/^13\.75/),
      'well/accuracy': '',
      path: '13.756 100.501 0 4; 13.757 100.502 0 9',
      field: '13.756 100.501 0 0; 13.757 100.501 0 0; 13.757 100.502 0 0; 13.756 100.501 0 0',
      label: 'TH-2569/0042',
    },
  ]);
});
