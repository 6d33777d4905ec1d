import { expect, test } from 'vitest';
import { desktop, phone } from '../support/browsers/index.ts';
import { fewAnswers } from './answers.ts';
import { shortJourney } from './short.ts';
import { invite, setStage } from './stage.ts';
import type { Language } from './words.ts';

test.for<[Language, 'phone' | 'desktop', 'whole' | 'hurried']>([
  ['en', 'desktop', 'whole'],
  ['ms', 'phone', 'whole'],
  ['fil', 'desktop', 'whole'],
  ['vi', 'phone', 'hurried'],
])('in Webkit, an official answers in %s on a %s', ([language, device, way]) =>
  shortJourney(language, 'webkit', device === 'phone' ? phone : desktop, way),
);

/** Goes through all that the device remembers, over and over, in one transaction. */
const endlessly = `new Promise((resolve, reject) => {
  const opened = indexedDB.open('rintis');
  opened.onerror = reject;
  opened.onsuccess = () => {
    const names = [...opened.result.objectStoreNames];
    const drawer = opened.result.transaction(names, 'readwrite').objectStore('drafts');
    const look = () => {
      drawer.count().onsuccess = look;
      resolve(names.length);
    };
    look();
  };
})`;

test('in Webkit, a page that was left in the middle of a transaction does not stand in the way of the next one', async () => {
  const stage = await setStage();
  const official = await invite('en', { browser: 'webkit' });
  const { person } = official;
  await official.arrives(stage.link);
  await official.agrees();
  expect(await person.tab.run(endlessly)).toBeGreaterThan(0);
  await person.opens(`${stage.road.origin}/mine`);
  await person.opens(stage.link);
  await official.answers(fewAnswers, 'int_01');
  await official.seesItSaved();
});
