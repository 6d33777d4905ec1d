/** An enumerator's day, told for any browser: enrolled by a typed code, two interviews offline, an empty battery, and the table. */
import { expect } from 'vitest';
import { agenciesId } from '../../src/server/demonstration.ts';
import { type BrowserName, desktop, type Size } from '../support/browsers/index.ts';
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

/** What is left, what is finished, and what both are called on the start page. */
export interface Day {
  readonly left: { readonly plan: Plan; readonly until: string; readonly name: RegExp };
  readonly finished: {
    /** To the review. */
    tell(official: Official): Promise<void>;
    readonly name: RegExp;
    readonly row: Record<string, string>;
    /** Files that the server has in the end. */
    readonly files?: number;
    /** Once it was received. */
    correct?(official: Official): Promise<void>;
  };
  readonly size?: Size;
}

/** Two that had no time: they have no name yet, and are called by their survey. */
export const shortDay: Day = {
  left: { plan: { mode: 'video' }, until: 'contact', name: /2\D+3/ },
  finished: {
    tell: (official) => official.answers({ mode: 'phone', contact: 'later' }),
    name: /./,
    row: { contact: 'later', mode: 'phone' },
  },
};

export async function enumeratorsDay(
  language: Language,
  browser: BrowserName,
  { left, finished, size }: Day,
): Promise<void> {
  const stage = await setStage();
  const code = await makesCode(stage, language);
  const enumerator = await invite(language, { browser, ...(size && { size }) }, agenciesBook);
  const { person, t } = enumerator;
  await enrols(enumerator, stage, code, 'Nguyễn Thị Đào');

  await person.goesOffline();
  await stage.server.stop();

  await begins(enumerator);
  await enumerator.answers(left.plan, left.until);
  await enumerator.seesItSaved();
  await pauses(enumerator);
  await person.sees('link', left.name, kept(enumerator));

  await begins(enumerator);
  await finished.tell(enumerator);
  await enumerator.submits();
  await person.reads(t('receipt.waiting'));

  if (person.remembers) await person.losesPower();
  if (person.remembers) await person.goesOffline();
  await person.opens(`${stage.road.origin}/`);
  await person.sees('link', left.name, kept(enumerator));
  await person.taps('button', shelf(enumerator, 'waiting', 1));
  await person.sees('link', finished.name, kept(enumerator));
  expect(await person.sideways()).toEqual([]);

  await stage.server.start();
  await person.goesOnline();
  if (!person.canGoOffline) await person.reloads();
  await person.sees('button', shelf(enumerator, 'received', 1), undefined, 60_000);
  await person.taps('button', shelf(enumerator, 'received', 1));
  await person.taps('link', finished.name, kept(enumerator));
  await person.reads(t('receipt.received'));
  await finished.correct?.(enumerator);

  const { files = 0 } = finished;
  const here = async () =>
    /Files that are as they came: (\d+)/u.exec(await stage.server.rintis('verify'))?.[1] ?? '0';
  await expect.poll(here, { timeout: 60_000 }).toBe(String(files));
  const rows = await exportedFrom(stage, agenciesId);
  expect(rows).toMatchObject([{ ...finished.row, device: 'Nguyễn Thị Đào', review: '0' }]);
}

const kept = ({ t }: Official) => ({ role: 'region', name: t('work.shelves') });

const shelf = ({ t }: Official, name: 'waiting' | 'received', count: number): RegExp =>
  new RegExp(`^${String(t(`work.${name}`))} ${count}$`, 'u');
