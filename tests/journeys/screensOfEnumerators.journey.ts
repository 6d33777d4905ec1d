/** Every screen of an enumerator: enrolling, interviewing, and what is on the device. */
import { expect, test } from 'vitest';
import { agenciesId } from '../../src/server/demonstration.ts';
import { agencyPlan } from './enumerators.ts';
import { type Beholding, behold } from './everyScreen.ts';

test('an enumerator’s screens are accessible and lie well in every language', async () => {
  const beholding = await behold();
  const { server, page, view, at, answers } = beholding;
  const [, code = ''] = /enrol, code (\S+)/.exec(server.said()) ?? [];
  await enrols(beholding, code);
  await page.goto(`${server.origin}/interview/new/${agenciesId}`);
  await page.waitForURL((url) => !url.pathname.includes('/new/'));
  await page.locator('[data-ref]').first().waitFor();
  await answers(agenciesId, { most: 8, plan: agencyPlan('Sở Nội vụ Đà Nẵng'), also: /obs_quality/ });
  await page.goto(`${server.origin}/interview/new/${agenciesId}`);
  await page.locator('[data-ref]').first().waitFor();
  await page.locator('details.menu > summary').click();
  await view.look('an interview’s menu');
  await at('/', '.shelves', 'an enumerator’s home');
  expect(view.found).toEqual([]);
});

async function enrols({ page, view, at }: Beholding, code: string): Promise<void> {
  await at(`/enrol#${code}`, 'form.enrol', 'enrolling');
  const enrol = page.locator('form.enrol button.main');
  await enrol.click();
  await page.locator('.alarm').waitFor();
  await view.look('enrolling, without a name');
  await page.locator('form.enrol input').last().fill('Nguyễn Thị Đào');
  await enrol.click();
  await page.locator('a.button.main[href="/"]').waitFor({ timeout: 60_000 });
  await view.look('enrolled');
}
