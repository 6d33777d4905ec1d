/**
 * Every screen, in every language, light and dark: axe-core has nothing to say, and nothing is wider than 320 pixels. Whoever
 * goes the whole way sees the review and “My answers” with every answer; the others turn to what there is another screen for.
 */
import { test } from 'vitest';
import { agenciesId } from '../../src/server/demonstration.ts';
import { desktop, type Size } from '../support/browsers/index.ts';
import { fewAnswers, vectorD } from './answers.ts';
import { crowd } from './crowd.ts';
import { type Look, looker } from './look.ts';
import type { Official } from './official.ts';
import { invite, type Stage, setStage } from './stage.ts';
import { asks, type Language, languages } from './words.ts';

const narrow: Size = { width: 320, height: 640 };

test.for(languages)('every screen in %s is accessible, and fits 320 pixels', (language) =>
  walk(language, narrow, language === 'th'),
);
test.for<Language>(['th', 'vi'])('every screen in %s is accessible on a desktop', (language) =>
  walk(language, desktop, true),
);

async function walk(language: Language, size: Size, whole: boolean): Promise<void> {
  const stage = await setStage();
  const official = await invite(language, { size });
  const { person, t } = official;
  const screen = looker(official);

  await person.opens(`${stage.road.origin}/s/nowhere`);
  await person.sees('heading', t('survey.unknown'));
  await screen('unknown survey');
  await official.arrives(stage.link);
  await screen('consent');
  await official.goesOn();
  await screen('consent, nothing chosen');
  await official.agrees('decline');
  await person.sees('heading', asks(language, 'end_decline'));
  await screen('declined');

  await official.arrives(stage.link);
  await official.agrees();
  await person.sees('group', asks(language, 'scr_public'));
  await screen('screener');
  await official.goesOn();
  await screen('screener, must be answered');
  await official.answers(vectorD, 'gov_level');
  await screen('kind of office');
  await openMenuThen(official, 'menu.notice');
  await person.sees('heading', t('menu.notice'));
  await screen('notice');
  await person.taps('button', t('menu.close'));
  await openMenuThen(official, 'menu.discard');
  await person.sees('heading', t('discard.title'));
  await screen('discard');
  await person.taps('button', t('discard.no'));

  await official.answers(vectorD, 'int_01');
  await screen('statement');
  await official.goesOn();
  await screen('statement, asked for once more');
  if (whole) await official.answers({ ...vectorD, barriers: ['other'] }, 'barriers');
  else await official.turnsTo('/g_exp/barriers');
  await screen('several choices');
  await official.answers({ ...vectorD, barriers: ['other'] }, 'overall');
  await screen('number');
  await official.answers(vectorD, 'open_help');
  await screen('text');
  await official.answers(fewAnswers);
  await screen('review');

  await person.goesOffline();
  await official.submits();
  await person.reads(t('receipt.waiting'));
  await screen('receipt, waiting');
  await person.goesOnline();
  await person.reads(t('receipt.received'), 60_000);
  await screen('receipt');
  await person.taps('link', t('receipt.read'));
  await person.sees('button', t('receipt.print'));
  await screen('my answers');
  await otherPages(stage, official, screen, size);
}

async function otherPages(
  { road, server }: Stage,
  official: Official,
  screen: Look,
  size: Size,
): Promise<void> {
  const { person, t } = official;
  await person.opens(`${road.origin}/mine`);
  await person.sees('heading', t('mine.title'));
  await screen('all my answers');
  await person.opens(`${road.origin}/`);
  await person.sees('heading', t('home.title'));
  await screen('home');
  await person.opens(`${road.origin}/coordinator`);
  await person.sees('button', t('coordinator.signIn'));
  await screen('sign-in');
  await person.types(t('coordinator.name'), server.coordinator.name);
  await person.tab.press('Tab');
  await person.tab.write(server.coordinator.password);
  await person.tab.press('Enter');
  await person.sees('heading', t('coordinator.surveys'));
  await screen('surveys');
  await resultsPage(road.origin, official, screen, size);
  await enumeratorsPages(road.origin, official, screen);
}

/** Before there are enough; on a desktop, where they are read, with sixty officials, by groups. */
async function resultsPage(origin: string, { person, t }: Official, screen: Look, size: Size): Promise<void> {
  const results = `${origin}/coordinator/surveys/demo/results`;
  await person.opens(results);
  await person.sees('link', t('results.back'));
  await screen('no results yet');
  if (size !== desktop) return;
  await crowd(origin, 60);
  await person.opens(results);
  await person.sees('heading', t('results.scores'));
  await screen('results');
}

async function enumeratorsPages(origin: string, official: Official, screen: Look): Promise<void> {
  const { person, t } = official;
  const devices = `${origin}/coordinator/surveys/${agenciesId}/devices`;
  await person.opens(devices);
  await person.taps('button', t('coordinator.makeCode'));
  await person.sees('img', t('coordinator.enrolQr'));
  await screen('a new code');
  const [code = ''] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await person.text()) ?? [];

  await person.opens(`${origin}/enrol#${code}`);
  await person.sees('button', t('enrol.scan'));
  await person.taps('button', t('enrol.submit'));
  await person.reads(t('enrol.nameMissing'));
  await screen('enrol, without a name');
  await person.types(t('enrol.name'), 'Nguyễn Thị Đào');
  await person.taps('button', t('enrol.submit'));
  await person.reads(t('enrol.ready'), 60_000);
  await screen('enrolled');
  await person.taps('link', t('enrol.toHome'));
  await person.taps('link', t('work.startIn'));
  await person.sees('progressbar'); // the home has a menu, too
  await person.taps('button', t('menu.open'));
  await screen('an interview’s menu');
  await person.taps('button', t('work.pause'));
  await person.sees('heading', t('work.title'));
  await screen('an enumerator’s home');

  await person.opens(devices);
  await person.taps('button', t('coordinator.retireThis'));
  await screen('devices');
}

async function openMenuThen(official: Official, key: string): Promise<void> {
  const { person, t } = official;
  await person.taps('button', t('menu.open'));
  await person.taps('button', t(key));
}
