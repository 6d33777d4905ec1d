/** Every screen of a respondent: with what is asked for once more, without a network, and what there is besides an interview. */
import { expect, test } from 'vitest';
import { desktop } from '../support/browsers/index.ts';
import { fewAnswers } from './answers.ts';
import { type Beholding, behold, menuOf } from './everyScreen.ts';
import { t } from './words.ts';

test('a respondent’s screens are accessible and lie well in every language', async () => {
  const beholding = await behold();
  await theNotice(beholding);
  await theInterview(beholding);
  const { at, view } = beholding;
  await at('/mine', 'h1', 'what was sent');
  await at('/', 'h1', 'home');
  await at('/withdraw', 'h1', 'taking back');
  await at('/storage', 'h1', 'storage');
  await at('/hand-over', 'h1', 'handing over');
  for (const way of ['give', 'take', 'backup'])
    await at(`/hand-over#${way}`, 'a[href="/hand-over"]', `handing over, ${way}`);
  expect(view.found).toEqual([]);
});

test('on a desk, too', async () => {
  const beholding = await behold(desktop, ['th', 'vi']);
  await theInterview(beholding);
  expect(beholding.view.found).toEqual([]);
});

async function theNotice({ page, view, at }: Beholding): Promise<void> {
  await at('/s/nowhere', 'h1', 'no such survey');
  await at('/s/demo', 'input[name=consent]', 'the notice');
  const next = page.locator('.feet button.main');
  await next.click();
  await page.locator('.alarm').waitFor();
  await view.look('the notice, nothing chosen');
  await page.locator('input[name=consent]:not([value=agree])').check();
  await next.click();
  await page.locator('input[name=consent]').first().waitFor({ state: 'detached' });
  await view.look('declined');
}

async function theInterview(beholding: Beholding): Promise<void> {
  const { person, page, view, agrees, answers } = beholding;
  const troubled = async (name: string) => {
    await page.locator('.feet button.main').click();
    await page.locator('.alarm, .wish').first().waitFor();
    await view.look(name);
  };
  await agrees('demo');
  await answers('demo', {
    plan: fewAnswers,
    most: 3,
    also: /int_0[12]|barriers|overall|open_help/,
    atFirst: async () => {
      await troubled('a question that must be answered');
      await menuOf(beholding);
    },
    atReview: () => person.goesOffline(),
    atReceipt: async () => {
      await person.goesOnline();
      await person.reads(t('en', 'receipt.received'), 60_000);
    },
  });
}
