import { expect, test } from 'vitest';
import type { BrowserName } from '../support/browsers/index.ts';
import { fewAnswers } from './answers.ts';
import { exported, invite, setStage } from './stage.ts';
import { asks } from './words.ts';

test.for<BrowserName>(['chromium', 'firefox', 'webkit'])(
  'in %s, a second tab takes over and nothing is doubled',
  async (browser) => {
    const stage = await setStage();
    const official = await invite('en', { browser });
    const { person, t } = official;
    await official.arrives(stage.link);
    await official.agrees();
    await official.answers(fewAnswers, 'role');
    await official.seesItSaved();

    await person.opensTab(stage.link);
    await person.sees('heading', t('tab.elsewhere'));
    await person.taps('button', t('tab.here'));
    await person.sees('group', asks('en', 'role'));

    person.turnsToTab(0);
    await person.sees('heading', t('tab.elsewhere')); // the first tab has let go

    person.turnsToTab(1);
    await official.hurries(fewAnswers);
    await official.submits();
    await person.reads(t('receipt.received'), 60_000);

    person.turnsToTab(0);
    await person.reloads();
    await person.sees('heading', t('receipt.thanks')); // not a draft again, and not a second one
    expect(await exported(stage)).toHaveLength(1);
  },
);

test('one who declines leaves nothing behind', async () => {
  const stage = await setStage();
  const official = await invite('vi');
  const { person, t } = official;
  await official.arrives(stage.link);
  await official.agrees('decline');
  await person.sees('heading', asks('vi', 'end_decline'));

  await person.opens(`${stage.road.origin}/mine`);
  await person.reads(t('mine.none'));
  await person.opens(stage.link);
  await person.sees('group', asks('vi', 'consent'));
  expect(await exported(stage)).toEqual([]);
});

test('the language changes in the middle, and not one answer is lost', async () => {
  const stage = await setStage();
  const official = await invite('en');
  const { person } = official;
  await official.arrives(stage.link);
  await official.agrees();
  await official.answers(fewAnswers, 'role');

  await person.chooses(official.t('language.label'), 'vi');
  official.language = 'vi';
  await person.sees('group', asks('vi', 'role'));
  expect(await person.language()).toBe('vi');
  await official.hurries(fewAnswers);
  await official.submits();
  await person.reads(official.t('receipt.received'), 60_000);
  expect(await exported(stage)).toMatchObject([{ ...fewAnswers, language: 'vi' }]);
});
