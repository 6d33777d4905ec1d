/** What an author put beside words: seen and heard, larger when touched, here without a network, and said where it is missing. */
import { expect, test } from 'vitest';
import shown from '../fixtures/shown.json' with { type: 'json' };
import { phone } from '../support/browsers/index.ts';
import { pngOf } from '../support/drawn.ts';
import { soundFile } from '../support/sounds.ts';
import { tabTo } from './keys.ts';
import { looker } from './look.ts';
import { exported, invite, isKept, setStage } from './stage.ts';

const asks = (name: string): string =>
  shown.items[1]?.items?.find((one) => one.name === name)?.label.en ?? `no question ${name}`;

const files = {
  'hall.png': pngOf(640, 360),
  'hall-th.png': pngOf(640, 360, [120, 40, 40]),
  'hall-large.png': pngOf(1600, 900),
  'board-new.png': pngOf(300, 200, [30, 120, 60]),
  'board-old.png': pngOf(300, 200, [120, 90, 30]),
  'board-old-large.png': pngOf(900, 600, [120, 90, 30]),
  'board-none.png': pngOf(300, 200, [90, 90, 90]),
  'rules.wav': soundFile(4_000),
  'bell.wav': soundFile(1_500_000), // large: it comes when it is asked for
  'horn.wav': soundFile(4_000),
};

/** Whether the pictures that stand on the page have their pixels. */
const seen = '[...document.images].map((it) => it.naturalWidth > 0)';
const height = (css: string) =>
  `document.querySelector(${JSON.stringify(css)})?.getBoundingClientRect().height`;

test('pictures and sounds beside questions and choices, larger by key, and once more without a network', async () => {
  const stage = await setStage(shown, { files });
  const official = await invite('en', { size: phone });
  const { person, t } = official;
  const look = looker(official);
  await official.speaks(stage.link);
  await person.taps('radio', 'I agree');
  await official.goesOn();

  await person.sees('button', /Show larger: hall/);
  expect(await person.tab.run(seen)).toEqual([true]);
  expect(await person.tab.run(height('.picture-place'))).toBeGreaterThan(150);
  await look('a picture beside a question');
  await tabTo(person, 'button', /Show larger: hall/);
  await person.presses('Enter');
  await person.sees('dialog', 'hall large');
  await expect.poll(() => person.tab.run(seen)).toEqual([true, true]);
  await look('a picture made larger');
  await person.presses('Escape');
  await person.seesNo('dialog');
  await person.taps('radio', 'I agree');
  await official.seesItSaved();

  await person.sees('group', asks('board'));
  await expect.poll(() => person.tab.run(seen)).toEqual([true, true, true]);
  await look('pictures in choices');
  await person.taps('button', /Show larger: board old$/);
  await person.sees('dialog', 'board old large');
  await person.taps('button', t('menu.close'));
  await person.taps('radio', /An old board/);

  await person.sees('group', asks('call'));
  await expect.poll(() => person.tab.run(`document.querySelectorAll('audio').length`)).toBe(2);
  await person.taps('button', /Load the sound/);
  await expect.poll(() => person.tab.run(`document.querySelectorAll('audio').length`)).toBe(3);
  await person.taps('checkbox', 'A horn');
  await look('sounds');
  await official.goesOn();

  await person.reads('The video “hall.mp4” is not here');
  await person.reads('The picture “lost.png” is not here');
  await look('what is missing');

  // without a network, from this device
  await official.seesItSaved();
  await expect.poll(() => person.tab.run(isKept('MediaView')), { timeout: 40_000 }).toBe(true);
  await person.goesOffline();
  await stage.server.stop();
  await person.reloads();
  await person.reads('The video “hall.mp4” is not here');
  await person.taps('button', t('step.back'));
  await person.sees('group', asks('call'));
  await expect.poll(() => person.tab.run(`document.querySelectorAll('audio').length`)).toBe(3);
  await person.taps('button', t('step.back'));
  await expect.poll(() => person.tab.run(seen)).toEqual([true, true, true]);
  await official.turnsTo('review');
  await official.submits();
  await stage.server.start();
  await person.goesOnline();
  await person.reads(t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([
    { floor: 'agree', board: 'old', 'call/bell': '0', 'call/horn': '1', film: '' },
  ]);
});
