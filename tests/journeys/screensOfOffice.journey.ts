/** Every page of a coordinator, on a narrow phone in every language, and on a desk. */
import { expect, test } from 'vitest';
import { agenciesId } from '../../src/server/demonstration.ts';
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

async function everyPage(beholding: Beholding): Promise<void> {
  const { server, page, view } = beholding;
  const at = async (path: string, name: string) => {
    await page.goto(`${server.origin}/coordinator${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    await view.look(name);
  };
  await at('', 'signing in');
  await signsIn(beholding);
  await view.look('all surveys');
  for (const path of ['/people', '/account', `/surveys/${agenciesId}`]) await at(path, path);
  await at('/surveys/demo/results', 'no results yet');
  await crowd(server.origin, 60);
  await at('/surveys/demo/results', 'results');
  await at(`/surveys/${agenciesId}/devices`, 'devices');
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
