/**
 * Screens kept open while the language switches: how each lies at 320 pixels, with letters as they are and twice as large, in
 * all five; and, in one language after the other from screen to screen, what axe-core says to it in light and in dark.
 */
import type { Page } from 'playwright-core';
import { until } from '../support/answering/hands.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import type { Person } from '../support/browsers/index.ts';
import { layoutFaults } from '../support/browsers/layout.ts';
import { type Language, languages } from './words.ts';

export interface Viewer {
  /** Looks at what is on the screen now, in every language; leaves it in English. */
  look(name: string): Promise<void>;
  /** Everything wrong that was seen, each with its screen and language. */
  readonly found: string[];
  /** How many screens were looked at. */
  readonly seen: string[];
}

export function viewer(person: Person): Viewer {
  const found: string[] = [];
  const seen: string[] = [];
  return {
    found,
    seen,
    async look(name) {
      const { page } = person.tab as ChromiumTab;
      const turn = seen.length;
      seen.push(name);
      for (const [at, language] of languages.entries()) {
        await speak(page, language);
        for (const size of ['', '200%']) {
          await page.evaluate(async (size) => {
            document.documentElement.style.fontSize = size;
            await new Promise((done) => requestAnimationFrame(done));
          }, size);
          const faults = await page.evaluate(layoutFaults);
          for (const fault of faults) found.push(`${name} (${language}${size && `, ${size}`}): ${fault}`);
        }
        await page.evaluate(() => {
          document.documentElement.style.fontSize = '';
        });
        if (at !== turn % languages.length) continue;
        for (const colours of ['light', 'dark'] as const) {
          await person.prefers(colours);
          for (const violation of await person.axe(colours === 'light' ? 'everything' : 'colours'))
            found.push(`${name} (${language}, ${colours}): ${JSON.stringify(violation)}`);
        }
        await person.prefers('light');
      }
      await speak(page, 'en');
    },
  };
}

/** By the list in the bar or the buttons of the first page, also where a dialog lies over them. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((tag) => {
    const lists = [...document.querySelectorAll('select')];
    const list = lists.find(({ options }) => [...options].some(({ value }) => value === 'fil'));
    if (!list) return document.querySelector<HTMLElement>(`.languages button[lang=${tag}]`)?.click();
    list.value = tag;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  }, language);
  await until(`the page in ${language}`, () =>
    page.evaluate((tag) => document.documentElement.lang === tag, language),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}
