/** Every screen in every language, at 320 pixels, with letters as they are and twice as large: nothing sticks out, nothing is cut off. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { beginInterview, compileForm, loadFormulas, Questionnaire } from '../../src/questionnaire/index.ts';
import { agenciesId, openDemonstration } from '../../src/server/demonstration.ts';
import { openBooks } from '../../src/server/server.ts';
import { readSettings } from '../../src/server/settings.ts';
import { playWorld, walkAndSubmit } from '../conformance/screen/play.ts';
import files from '../fixtures/files.json' with { type: 'json' };
import kinds from '../fixtures/kinds.json' with { type: 'json' };
import { chance } from '../simulator/parts/chance.ts';
import { givenFiles } from '../support/answering/files.ts';
import { handsOn, until } from '../support/answering/hands.ts';
import { keptHere } from '../support/answering/kept.ts';
import { walker } from '../support/answering/walk.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import { openServer, type TestServer } from '../support/server.ts';
import { fewAnswers, type Plan } from './answers.ts';
import { agencyPlan } from './enumerators.ts';
import { type Viewer, viewer } from './screens.ts';
import { invite } from './stage.ts';
import { agencies, officials } from './words.ts';

const towns = ['Đà Nẵng', 'Cần Thơ', 'Huế', 'Bạc Liêu', 'Cà Mau'];
const places = Array.from({ length: 60 }, (_, at) => ({ name: `p${at}`, label: `${towns[at % 5]} ${at}` }));
const office = { ...kinds, lists: { ...kinds.lists, places: { choices: places } } };
const forms: Readonly<Record<string, unknown>> = {
  demo: officials,
  [agenciesId]: agencies,
  office,
  visit: files,
};

test('a respondent’s screens lie well in every language', async () => {
  const { server, page, view, answer } = await begin();
  await page.goto(`${server.origin}/s/nowhere`);
  await page.locator('h1').waitFor();
  await view.look('no such survey');
  await answer('demo', { most: 6, plan: fewAnswers });
  await page.goto(`${server.origin}/mine`);
  await page.locator('h1').waitFor();
  await view.look('what was sent');
  await page.goto(`${server.origin}/hand-over`);
  await page.locator('h1').waitFor();
  await view.look('handing over');
  for (const way of ['give', 'take', 'backup']) {
    await page.goto(`${server.origin}/hand-over#${way}`);
    await page.locator('a[href="/hand-over"]').waitFor();
    await view.look(`handing over, ${way}`);
  }
  expect(view.found).toEqual([]);
});

test('every kind of question lies well in every language', async () => {
  const { page, view, answer } = await begin();
  await answer('office', { most: 12 });
  await answer('visit', { most: 12 });
  await menuOf(page, view);
  expect(view.found).toEqual([]);
});

test('an enumerator’s and a coordinator’s screens lie well in every language', async () => {
  const { server, page, view, answer } = await begin();
  await coordinator(server, page, view);
  const code = await page.locator('.shown-code .code').innerText();
  await page.goto(`${server.origin}/enrol#${code}`);
  await page.locator('form.enrol').waitFor();
  await view.look('enrolling');
  await page.locator('form.enrol input').last().fill('Mali');
  await page.locator('form.enrol button.main').click();
  await page.locator('a.button.main[href="/"]').waitFor({ timeout: 60_000 });
  await view.look('enrolled');
  await answer(agenciesId, { most: 8, plan: agencyPlan('Sở Nội vụ Đà Nẵng') });
  await page.goto(`${server.origin}/interview/new/${agenciesId}`);
  await page.locator('[data-ref]').first().waitFor();
  await page.goto(`${server.origin}/`);
  await page.locator('.shelves').waitFor();
  await view.look('an enumerator’s home');
  expect(view.found).toEqual([]);
});

async function begin() {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-screens-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await field(folder);
  const server = await openServer({ DATA_DIR: folder });
  onTestFinished(() => server.leave());
  const { person } = await invite('en', { size: { width: 320, height: 640 }, pretendsDevices: true });
  const { page } = person.tab as ChromiumTab;
  page.setDefaultTimeout(15_000);
  const view = viewer(person);
  const given = await givenFiles();
  onTestFinished(given.leave);

  /** A whole interview; looks at its first steps, and at what comes after it. */
  const answer = async (survey: string, { most, plan }: { most: number; plan?: Plan }) => {
    const questionnaire = Questionnaire.parse(forms[survey]);
    await page.goto(
      survey === agenciesId ? `${server.origin}/interview/new/${survey}` : `${server.origin}/s/${survey}`,
    );
    if (survey === agenciesId) await page.locator('[data-ref]').first().waitFor();
    else {
      await page.locator('input[name=consent]').first().waitFor();
      await view.look(`${survey}: the notice`);
      await agrees(page);
    }
    await loadFormulas(questionnaire);
    const begun = beginInterview(compileForm(questionnaire), {
      world: playWorld,
      language: 'en',
      kept: await keptHere(page),
    });
    const hands = await handsOn(page, 'mouse');
    let left = most;
    const look = async () => {
      if (left-- > 0) await view.look(`${survey}: ${await page.evaluate(() => location.hash)}`);
    };
    const some = plan ? { diligence: 0, plan: givenBy(plan) } : { diligence: 1 };
    const manner = { chance: chance(7), mostInstances: 1, language: 'en', ...some };
    const steps = walker(hands, begun, { ...manner, files: given.files, look });
    await walkAndSubmit(hands, steps, () => view.look(`${survey}: the review`));
    await page.locator('a[href^="/mine#"]').waitFor();
    await view.look(`${survey}: the receipt`);
    await page.locator('a[href^="/mine#"]').click();
    await page.locator('.answers').first().waitFor();
    await view.look(`${survey}: what was answered`);
  };
  return { server, page, view, answer };
}

/** Lists as files write them. */
const givenBy = (plan: Plan) =>
  Object.fromEntries(
    Object.entries(plan).map(([name, said]) => [name, typeof said === 'string' ? said : [...said]]),
  );

/** The demonstration's two surveys, and those of our own. */
async function field(dataDir: string): Promise<void> {
  const { store, catalogue } = await openBooks(readSettings({ DATA_DIR: dataDir }), () => undefined);
  await openDemonstration(catalogue, new Date());
  for (const id of ['office', 'visit']) {
    const questionnaire = Questionnaire.parse(forms[id]);
    await catalogue.saveSurvey({
      id,
      title: questionnaire.title,
      questionnaire: await catalogue.addQuestionnaire(questionnaire),
      languages: questionnaire.languages.map(({ tag }) => tag),
      defaultLanguage: 'en',
      privacy: 'confidential',
      inserts: {},
    });
  }
  await store.close();
}

async function agrees(page: Page): Promise<void> {
  await page.locator('input[name=consent][value=agree]').check();
  await page.locator('.feet button.main').click();
  await until('the first question', async () => (await page.locator('[data-ref]').count()) > 0);
}

/** What an open interview has besides its questions. */
async function menuOf(page: Page, view: Viewer): Promise<void> {
  await page.goto(page.url().replace(/\/mine.*/, '/s/visit'));
  await page.locator('.buttons button.plain').last().click(); // another one
  await agrees(page);
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

async function coordinator(server: TestServer, page: Page, view: Viewer): Promise<void> {
  const at = async (path: string, name: string) => {
    await page.goto(`${server.origin}/coordinator${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    await view.look(name);
  };
  await at('', 'signing in');
  const [name, password] = [page.locator('form input').first(), page.locator('form input').last()];
  await name.fill(server.coordinator.name);
  await password.fill(server.coordinator.password);
  await page.keyboard.press('Enter');
  await page.locator(`a[href="/coordinator/surveys/${agenciesId}"]`).first().waitFor();
  await view.look('all surveys');
  await at(`/surveys/${agenciesId}`, 'a survey');
  await at(`/surveys/${agenciesId}/devices`, 'devices');
  await page.locator('main button.main').first().click();
  await page.locator('.shown-code .code').waitFor();
  await view.look('a code');
}
