/** What the journeys over every screen share: a server with surveys of all kinds, a person, and a whole interview to look at. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { beginInterview, compileForm, loadFormulas, Questionnaire } from '../../src/questionnaire/index.ts';
import { agenciesId, openDemonstration } from '../../src/server/demonstration.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import { playWorld, walkAndSubmit } from '../conformance/screen/play.ts';
import kinds from '../fixtures/kinds.json' with { type: 'json' };
import { chance } from '../simulator/parts/chance.ts';
import { givenFiles } from '../support/answering/files.ts';
import { handsOn, until } from '../support/answering/hands.ts';
import { keptHere } from '../support/answering/kept.ts';
import { walker } from '../support/answering/walk.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import type { Person, Size } from '../support/browsers/index.ts';
import { openServer, type TestServer } from '../support/server.ts';
import type { Plan } from './answers.ts';
import { type Viewer, viewer } from './screens.ts';
import { invite } from './stage.ts';
import { agencies, type Language, officials } from './words.ts';

export const narrow: Size = { width: 320, height: 640 };

const towns = ['Đà Nẵng', 'Cần Thơ', 'Huế', 'Bạc Liêu', 'Cà Mau'];
const places = Array.from({ length: 60 }, (_, at) => ({ name: `p${at}`, label: `${towns[at % 5]} ${at}` }));
const office = { ...kinds, lists: { ...kinds.lists, places: { choices: places } } };
const forms: Readonly<Record<string, unknown>> = {
  demo: officials,
  [agenciesId]: agencies,
  office,
};

/** What of an interview is looked at, besides its notice, its review and what comes after. */
export interface Looking {
  readonly plan?: Plan;
  /** The first steps, and those whose address ends so. */
  readonly most: number;
  readonly also?: RegExp;
  /** Called at the first question, and when all is answered. */
  readonly atFirst?: () => Promise<void>;
  readonly atReview?: () => Promise<void>;
  /** Called when it is sent, or waits to be. */
  readonly atReceipt?: () => Promise<void>;
}

export interface Beholding {
  readonly server: TestServer;
  readonly person: Person;
  readonly page: Page;
  readonly view: Viewer;
  /** Goes to an address, and looks at it once that is there. */
  at(path: string, selector: string, name: string): Promise<void>;
  /** The notice, and the first question behind it. */
  agrees(survey: string): Promise<void>;
  /** A whole interview, from its first question to what was answered. */
  answers(survey: string, looking: Looking): Promise<void>;
}

export async function behold(size: Size = narrow, languages?: readonly Language[]): Promise<Beholding> {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-screens-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await field(folder);
  const server = await openServer({ DATA_DIR: folder });
  onTestFinished(() => server.leave());
  const { person } = await invite('en', { size, pretendsDevices: true });
  const { page } = person.tab as ChromiumTab;
  page.setDefaultTimeout(15_000);
  await page.emulateMedia({ reducedMotion: 'reduce' }); // a colour on its way is nobody's colour
  const view = viewer(person, languages);
  const given = await givenFiles();
  onTestFinished(given.leave);

  const at = async (path: string, selector: string, name: string) => {
    await page.goto(`${server.origin}${path}`);
    await page.locator(selector).first().waitFor();
    await view.look(name);
  };
  const agrees = async (survey: string) => {
    await page.goto(`${server.origin}/s/${survey}`);
    await page.locator('input[name=consent][value=agree]').check();
    await page.locator('.feet button.main').click();
    await until('the first question', async () => (await page.locator('[data-ref]').count()) > 0);
  };
  const answers = async (survey: string, { most, also = /^$/, plan, ...at }: Looking) => {
    await at.atFirst?.();
    const questionnaire = Questionnaire.parse(forms[survey]);
    await loadFormulas(questionnaire);
    const begun = beginInterview(compileForm(questionnaire), {
      world: playWorld,
      language: 'en',
      kept: await keptHere(page),
    });
    const hands = await handsOn(page, 'mouse');
    let left = most;
    const look = async () => {
      const hash = await page.evaluate(() => location.hash);
      if (left-- > 0 || also.test(hash)) await view.look(`${survey}: ${hash}`);
    };
    const some = plan ? { diligence: 0, plan: givenBy(plan) } : { diligence: 1 };
    const manner = { chance: chance(7), mostInstances: 1, language: 'en', ...some };
    const steps = walker(hands, begun, { ...manner, files: given.files, look });
    await walkAndSubmit(hands, steps, async () => {
      await view.look(`${survey}: the review`);
      await at.atReview?.();
    });
    await page.locator('a[href^="/mine#"]').waitFor();
    await view.look(`${survey}: the receipt`);
    if (at.atReceipt) {
      await at.atReceipt();
      await view.look(`${survey}: the receipt, later`);
    }
    await page.locator('a[href^="/mine#"]').click();
    await page.locator('.answers').first().waitFor();
    await view.look(`${survey}: what was answered`);
  };
  return { server, person, page, view, at, agrees, answers };
}

/** What an open interview has besides its questions. */
export async function menuOf({ page, view }: Pick<Beholding, 'page' | 'view'>): Promise<void> {
  const menu = page.locator('details.menu > summary');
  await menu.click();
  await view.look('the menu');
  const entries = page.locator('details.menu button');
  for (let at = 0; at < (await entries.count()); at++) {
    if (!(await page.locator('details.menu').evaluate((it: HTMLDetailsElement) => it.open)))
      await menu.click();
    await entries.nth(at).click();
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor(); // each of them asks something, or tells it
    await view.look(`the menu, its window ${at + 1}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

/** Lists as files write them. */
const givenBy = (plan: Plan) =>
  Object.fromEntries(
    Object.entries(plan).map(([name, said]) => [name, typeof said === 'string' ? said : [...said]]),
  );

/** The demonstration's two surveys, and one of our own. */
async function field(dataDir: string): Promise<void> {
  const { store, catalogue } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  await openDemonstration(catalogue, new Date());
  const questionnaire = Questionnaire.parse(office);
  await catalogue.saveSurvey({
    id: 'office',
    title: questionnaire.title,
    questionnaire: await catalogue.addQuestionnaire(questionnaire),
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: 'en',
    privacy: 'confidential',
    inserts: {},
  });
  await store.close();
}
