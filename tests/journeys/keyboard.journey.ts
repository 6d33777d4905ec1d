import { expect, test } from 'vitest';
import { type BrowserName, desktop, type Person, phone } from '../support/browsers/index.ts';
import { tabTo } from './keys.ts';
import { exported, invite, setStage } from './stage.ts';
import { asks, choice, matches, t } from './words.ts';

test.for<[BrowserName, 'phone' | 'desktop']>([
  ['chromium', 'phone'],
  ['chromium', 'desktop'],
  ['firefox', 'desktop'],
])('in %s on a %s, the whole way goes by keyboard alone', async ([browser, device]) => {
  const stage = await setStage();
  const { person } = await invite('en', { browser, size: device === 'phone' ? phone : desktop });
  const word = (key: string) => t('en', key);
  await person.opens(stage.link);
  await person.sees('group', asks('en', 'consent'));

  await tabTo(person, 'radio');
  await person.presses('Space');
  expect(await person.focus()).toMatchObject({ name: choice('en', 'consent', 'agree'), checked: true });
  await tabTo(person, 'button', word('step.next'));
  await person.presses('Enter');

  await person.sees('group', asks('en', 'scr_public'));
  await tabTo(person, 'radio');
  await person.presses('Space');
  await tabTo(person, 'button', word('step.next'));
  await person.presses('Enter');

  // the two that must be answered, then onwards: every blank is asked for once, and may be left
  for (let step = 0; step < 150; step++) {
    if ((await person.finds({ role: 'heading', name: word('review.title') })).length > 0) break;
    for (const name of ['country', 'gov_level']) {
      const within = { role: 'group', name: asks('en', name) };
      // the page may be changing just now: no radios means that the question has gone by
      const radios = await person.finds({ role: 'radio', within });
      if (radios.length === 0 || radios.some(({ checked }) => checked)) continue;
      await tabTo(person, 'radio', choice('en', name, name === 'country' ? 'MY' : 'nat_hq'));
      await person.presses('Space');
    }
    await goOn(person);
  }
  await person.sees('heading', word('review.title'));
  await tabTo(person, 'button', word('review.submit'), 250);
  await person.presses('Enter');
  await person.sees('heading', word('receipt.thanks'));
  await person.reads(word('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([{ country: 'MY', gov_level: 'nat_hq' }]);
});

const onwards = /^(Next|Check my answers)$/;

/** To the next page, or to what is still asked for on this one: either takes the focus when it is there. */
async function goOn(person: Person): Promise<void> {
  await tabTo(person, 'button', onwards);
  await person.presses('Enter');
  await expect
    .poll(async () => matches((await person.focus())?.name ?? '', onwards), { timeout: 20_000 })
    .toBe(false);
}
