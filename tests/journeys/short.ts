/** The main job in short: half an interview, an empty battery, no network, and the row in the table in the end. */
import { expect } from 'vitest';
import type { BrowserName, Size } from '../support/browsers/index.ts';
import { fewAnswers } from './answers.ts';
import { exported, invite, setStage } from './stage.ts';
import { asks, type Language } from './words.ts';

export async function shortJourney(
  language: Language,
  browser: BrowserName,
  size: Size,
  way: 'whole' | 'hurried' = 'whole',
): Promise<void> {
  const stage = await setStage();
  const official = await invite(language, { browser, size });
  const { person, t } = official;

  await official.arrives(stage.link);
  expect(await person.language()).toBe(language);
  await official.agrees();
  await official.answers(fewAnswers, 'int_01');

  await official.seesItSaved();
  if (person.remembers) await person.losesPower();
  await person.opens(stage.link);
  await person.sees('group', asks(language, 'int_01'));
  expect(await person.language()).toBe(language);

  await person.goesOffline();
  await stage.server.stop();
  if (way === 'whole') await official.answers(fewAnswers);
  else await official.hurries(fewAnswers);
  await official.submits();
  await person.reads(t('receipt.waiting'));
  expect(await person.sideways()).toEqual([]);

  await stage.server.start();
  await person.goesOnline();
  // an engine that cannot go offline has not noticed that anything changed: it tries by itself, or is asked to
  if (!person.canGoOffline) await person.taps('button', t('sync.now'));
  await person.reads(t('receipt.received'), 60_000);

  const rows = await exported(stage);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ ...fewAnswers, language, cre_01: '', s_int: '' });
}
