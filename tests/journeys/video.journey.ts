/** A large file over a bad road: what goes up is not sent twice, and the person sees how far it has come. */
import { expect, onTestFinished, test } from 'vitest';
import visit from '../fixtures/files.json' with { type: 'json' };
import { brittleRoad } from '../support/brittle.ts';
import { phone } from '../support/browsers/index.ts';
import { invite, setStage } from './stage.ts';
import { label } from './visit.ts';

const [consent, work] = visit.items;
const film = { ...work, items: work?.items?.filter(({ name }) => name === 'film') };

test('in Chromium, a video of 20 MB arrives over a connection that is cut ten times, and less than 1.3 times as much is sent', async () => {
  const { server } = await setStage({ ...visit, items: [consent, film] });
  const cuts = Array.from({ length: 10 }, (_, at) => 1_500_000 + at * 1_900_001);
  const road = await brittleRoad(server, cuts);
  onTestFinished(() => road.close());
  const official = await invite('en', { size: phone });
  const { person, t } = official;
  await official.speaks(`${road.origin}/s/demo`);
  await person.taps('radio', 'I agree');
  await official.goesOn();
  await person.sees('group', label('en', 'film'));
  await person.sees('button', t('media.video.choose')); // the control comes with the first question that needs it
  const size = 20 * 1024 * 1024;
  await person.tab.run(chooseVideo(size));
  await person.sees('button', t('media.video.remove'));
  await official.seesItSaved();
  await official.goesOn();
  await official.submits();

  await person.reads(t('receipt.received'), 60_000);
  // asked to go on whenever it waits; the button may be gone before a finger is there
  for (let tap = 0; tap < 100 && !/1 file has arrived/.test(await person.text()); tap++) {
    await person.tab.run(`document.querySelector('.files > button')?.click()`);
    await person.pauses();
  }
  await person.reads(/1 file has arrived/);
  expect(road.broken()).toBe(10);
  console.info(
    `20 MB, cut ten times, in Chromium: ${(road.sent() / size).toFixed(3)} times its size was sent`,
  );
  expect(road.sent()).toBeLessThan(1.3 * size);
});

/** A video as far as its first bytes go, made in the page: the tools that drive a browser are slow with large files. */
const chooseVideo = (size: number): string => `(() => {
  const bytes = new Uint8Array(${size});
  for (let at = 0; at < ${size}; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
  bytes.set([0, 0, 0, 32, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d, 0, 0, 2, 0, 0x69, 0x73, 0x6f, 0x6d]);
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], 'VID_1405.mp4', { type: 'video/mp4' }));
  const input = document.querySelector('input[type=file]:not([capture])');
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
})()`;
