/** Every page of a coordinator, on a narrow phone in every language, and on a desk. */
import { expect, test } from 'vitest';
import { addressOf, type Way } from '../../src/dashboard/way.ts';
import { agenciesId } from '../../src/server/demonstration.ts';
import type { Survey } from '../../src/submission/index.ts';
import { desktop } from '../support/browsers/index.ts';
import { crowd } from './crowd.ts';
import { type Beholding, behold } from './everyScreen.ts';

test('a coordinator’s pages are accessible and lie well in every language', async () => {
  const beholding = await behold();
  await everyPage(beholding);
  expect(beholding.view.found).toEqual([]);
});

test('on a desk, too', async () => {
  const beholding = await behold(desktop, ['th', 'vi']);
  await everyPage(beholding);
  expect(beholding.view.found).toEqual([]);
});

type There = Exclude<Way, { page: 'nowhere' }>;

/** Where each page is; what it is filled with before it is looked at. A page that is missing here is a mistake of types. */
const waysTo = (hash: string, submission: string): Readonly<Record<There['page'], There>> => ({
  surveys: { page: 'surveys' },
  survey: { page: 'survey', id: agenciesId },
  new: { page: 'new' },
  plan: { page: 'plan', id: 'demo' },
  invitations: { page: 'invitations', id: 'demo' },
  devices: { page: 'devices', id: agenciesId },
  results: { page: 'results', id: 'demo' },
  progress: { page: 'progress', id: 'demo' },
  submissions: { page: 'submissions', id: 'demo' },
  submission: { page: 'submission', id: 'demo', submission },
  questionnaires: { page: 'questionnaires' },
  questionnaire: { page: 'questionnaire', hash },
  preview: { page: 'preview', hash },
  translate: { page: 'translate', hash, language: 'th' },
  people: { page: 'people' },
  account: { page: 'account' },
});

async function everyPage(beholding: Beholding): Promise<void> {
  const { server, page, view } = beholding;
  const at = async (way: There, name: string = way.page) => {
    await page.goto(server.origin + addressOf(way));
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    await view.look(name);
  };
  const { questionnaire } = (await (await fetch(`${server.origin}/api/surveys/demo`)).json()) as Survey;
  await at({ page: 'surveys' }, 'signing in');
  await signsIn(beholding);
  await at({ page: 'results', id: 'demo' }, 'no results yet');
  const [submission = ''] = await crowd(server.origin, 60);
  const ways = waysTo(questionnaire, submission);
  for (const way of Object.values(ways)) await at(way);
  await page.goto(server.origin + addressOf(ways.devices));
  await page.locator('main button.main').first().click();
  await page.locator('.shown-code .code').waitFor();
  await view.look('a code');
}

async function signsIn({ server, page }: Beholding): Promise<void> {
  const { name, password } = server.coordinator;
  await page.locator('form input').first().fill(name);
  await page.locator('form input').last().fill(password);
  await page.keyboard.press('Enter');
  await page.locator(`a[href="/coordinator/surveys/${agenciesId}"]`).first().waitFor();
}
