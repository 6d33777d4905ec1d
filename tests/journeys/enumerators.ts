/** An enumerator's day, told for any browser: enrolled by a typed code, two interviews offline, an empty battery, and the table. */
import { expect } from 'vitest';
import { agenciesId } from '../../src/server/demonstration.ts';
import { type BrowserName, desktop } from '../support/browsers/index.ts';
import type { Plan } from './answers.ts';
import type { Official } from './official.ts';
import { exportedFrom, invite, type Stage, setStage } from './stage.ts';
import { agencies, bookOf, type Language } from './words.ts';

export const agenciesBook = bookOf(agencies);

/** By phone, to an agency without innovations: everything that must be answered, and nothing that needs a camera. */
export const agencyPlan = (name: string): Plan => ({
  mode: 'phone',
  contact: 'start',
  consent: 'agree',
  agency_name: name,
  country: 'VN',
  gov_level: 'local',
  area1: 'VN-48',
  resp_role: 'plan',
  innov_n: '0',
  end_result: 'complete',
  obs_quality: 'good',
});

/** A coordinator signs in on a laptop and makes a code; gives it as it stands on the screen. */
export async function makesCode(stage: Stage, language: Language): Promise<string> {
  const coordinator = await invite(language, { size: desktop });
  const { person, t } = coordinator;
  const { name, password } = stage.server.coordinator;
  await person.opens(`${stage.road.origin}/coordinator/surveys/${agenciesId}/devices`);
  await person.types(t('coordinator.name'), name);
  await person.presses('Tab');
  await person.tab.write(password);
  await person.taps('button', t('coordinator.signIn'));
  await person.taps('button', t('coordinator.makeCode'));
  await person.sees('img', t('coordinator.enrolQr'));
  const [code = ''] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await person.text()) ?? [];
  return code;
}

/** Types the code and a name, and waits until all is here. */
export async function enrols(enumerator: Official, stage: Stage, code: string, name: string): Promise<void> {
  const { person, t } = enumerator;
  await person.opens(`${stage.road.origin}/enrol`);
  await person.types(t('enrol.code'), code.toLowerCase());
  await person.types(t('enrol.name'), name);
  await person.taps('button', t('enrol.submit'));
  await person.reads(t('enrol.ready'), 60_000);
  await person.taps('link', t('enrol.toHome'));
  await person.sees('heading', t('work.title'));
}

export async function begins({ person, t }: Official): Promise<void> {
  await person.taps('link', t('work.startIn'));
  await person.sees('button', t('step.next'));
}

/** Goes home by the menu, as one does when the door opens. */
export async function pauses({ person, t }: Official): Promise<void> {
  await person.taps('button', t('menu.open'));
  await person.taps('button', t('work.pause'));
  await person.sees('heading', t('work.title'));
}

export async function enumeratorsDay(language: Language, browser: BrowserName): Promise<void> {
  const stage = await setStage();
  const code = await makesCode(stage, language);
  const enumerator = await invite(language, { browser }, agenciesBook);
  const { person, t } = enumerator;
  await enrols(enumerator, stage, code, 'Nguyễn Thị Đào');

  await person.goesOffline();
  await stage.server.stop();

  await begins(enumerator);
  await enumerator.answers(agencyPlan('Sở Nội vụ Đà Nẵng'), 'gov_level');
  await enumerator.seesItSaved();
  await pauses(enumerator);
  await person.sees('link', /Sở Nội vụ Đà Nẵng/);

  await begins(enumerator);
  await enumerator.answers(agencyPlan('Sở Tài chính Huế'));
  await enumerator.submits();
  await person.reads(t('receipt.waiting'));

  if (person.remembers) await person.losesPower();
  if (person.remembers) await person.goesOffline();
  await person.opens(`${stage.road.origin}/`);
  await person.sees('link', /Sở Nội vụ Đà Nẵng/);
  await person.taps('button', new RegExp(`^${String(t('work.waiting'))} 1`, 'u'));
  await person.sees('link', /Sở Tài chính Huế/);
  expect(await person.sideways()).toEqual([]);

  await stage.server.start();
  await person.goesOnline();
  if (!person.canGoOffline) await person.reloads();
  await person.taps('button', new RegExp(`^${String(t('work.received'))} 1`, 'u'));
  await person.taps('link', /Sở Tài chính Huế/);
  await person.reads(t('receipt.received'), 60_000);

  expect(await exportedFrom(stage, agenciesId)).toMatchObject([
    { agency_name: 'Sở Tài chính Huế', mode: 'phone', device: 'Nguyễn Thị Đào', review: '0' },
  ]);
}
