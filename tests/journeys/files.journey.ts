/** Answers that are files: given by touch and by keyboard, kept through a kill, stripped of what nobody should know, sent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type BrowserName, browserNames, phone } from '../support/browsers/index.ts';
import { camera, readJpeg } from '../support/pictures.ts';
import { tabTo } from './keys.ts';
import { exported } from './stage.ts';
import { beginVisit, coloursShown, filesOnDevice, sideways, soundFile, type Visit } from './visit.ts';

test.for(browserNames)(
  'in %s, a visit with a photo, a signature, a recording and a file',
  async (browser) => {
    const visit = await beginVisit('en', { browser, size: phone });
    const { stage, official, person, t, at, file } = visit;

    // a photo, by touch: without place, time and camera, upright, and as small as it may be
    await person.sees('button', t('media.photo.take'));
    await person.givesFile(await sideways(visit), 'camera');
    await person.sees('img', t('media.photo.shown'));
    await official.seesItSaved();
    const [board] = await filesOnDevice(person);
    expect(board).toMatchObject({
      name: expect.stringMatching(/^board-[a-z0-9]{8}\.jpg$/),
      type: 'image/jpeg',
    });
    const bytes = board?.bytes ?? Buffer.alloc(0);
    const { segments, ...size } = readJpeg(bytes);
    expect(size).toEqual({ width: 853, height: 1_280 });
    expect(segments.filter((segment) => segment !== 'ICC_')).toEqual(['JFIF']); // the profile of the colours is the browser's
    expect(bytes.includes('Exif') || bytes.includes(camera)).toBe(false);
    expect(await coloursShown(person)).toEqual(['blue', 'red', 'yellow', 'green']);

    if (person.remembers) await person.losesPower();
    else await person.reloads();
    await person.opens(stage.link);
    await person.sees('img', t('media.photo.shown'));
    await official.goesOn();

    // a signature, by touch; then by keyboard, typed
    await at('signed');
    await person.taps('img', t('media.signature.area'));
    await official.seesItSaved();
    await person.taps('button', t('media.draw.undo'));
    await person.reads(t('media.removed'));
    await tabTo(person, 'button', t('media.signature.type'));
    await person.presses('Enter');
    await tabTo(person, 'textbox', t('media.signature.name'));
    await person.tab.write('Aminah binti Ali');
    await tabTo(person, 'button', t('media.signature.useName'));
    await person.presses('Enter');
    await person.sees('img', t('media.signature.shown'));
    await official.goesOn();

    await at('voice');
    await recordsByKeyboard(visit, browser);
    await official.goesOn();

    // a file, by keyboard as far as the system's own window
    await at('minutes');
    await tabTo(person, 'button', t('media.file.choose'));
    await person.givesFile(await file('Minutes: March?.pdf', '%PDF-1.4\ntrailer<<>>\n%%EOF\n'));
    await person.sees('link', 'Open: Minutes- March-.pdf');

    for (const name of ['sketch', 'marked', 'film']) {
      await official.goesOn();
      await at(name);
    }
    await official.goesOn();
    await person.sees('heading', t('review.title'));
    await person.sees('link', 'Open: Minutes- March-.pdf');
    expect(await person.finds({ role: 'button', name: /^Show larger/ })).toHaveLength(2);
    await official.submits();
    await person.reads(t('receipt.received'), 60_000);
    await person.taps('link', t('receipt.read'));
    await person.sees('link', 'Open: Minutes- March-.pdf');
    expect(await exported(stage)).toMatchObject([
      {
        board: board?.name,
        signed: expect.stringMatching(/^signed-[a-z0-9]{8}\.png$/),
        voice: expect.stringMatching(/^voice-[a-z0-9]{8}\.(m4a|webm|ogg|wav)$/),
        minutes: 'Minutes- March-.pdf',
        sketch: '',
      },
    ]);
  },
);

/** Recorded where the browser can; Chromium is killed in the middle, and what was recorded until then is the answer. */
async function recordsByKeyboard({ stage, person, t, file }: Visit, browser: BrowserName): Promise<void> {
  if (browser === 'webkit') {
    await tabTo(person, 'button', t('media.audio.choose'));
    await person.givesFile(await file('voice.wav', soundFile()));
    await person.sees('button', t('media.audio.remove'));
    return;
  }
  await tabTo(person, 'button', t('media.audio.record'));
  await person.presses('Enter');
  await person.sees('button', t('media.audio.stop'));
  if (browser === 'chromium') {
    while ((await filesOnDevice(person)).filter(({ name }) => name.startsWith('piece-')).length < 1)
      await sleep(200);
    await person.losesPower();
    await person.opens(stage.link);
    await person.reads(t('media.audio.saved'));
  } else {
    await tabTo(person, 'button', t('media.audio.pause'));
    await person.presses('Enter');
    await person.reads(t('media.audio.paused'));
    await person.presses('Shift+Tab');
    expect(await person.focus()).toMatchObject({ role: 'button', name: t('media.audio.stop') });
    await person.presses('Enter');
  }
  await person.sees('button', t('media.audio.remove'));
  // it can be heard: the pieces make a whole, also where the last one never came
  const heard = `document.querySelector('.media audio')?.readyState ?? 0`;
  await expect.poll(() => person.tab.run(heard), { timeout: 10_000 }).toBeGreaterThan(0);
}
