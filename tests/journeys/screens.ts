/**
 * Screens kept open while the language switches. Each is looked at in every language: with letters as they are and twice as large
 * nothing sticks out and nothing is cut off, and axe-core has nothing to say to it, in light and in dark.
 */
import type { Page } from 'playwright-core';
import { until } from '../support/answering/hands.ts';
import type { ChromiumTab } from '../support/browsers/chromium.ts';
import type { Person } from '../support/browsers/index.ts';
import { layoutFaults } from '../support/browsers/layout.ts';
import { type Language, languages } from './words.ts';

export interface Viewer {
  /** Looks at what is on the screen now, in every language; leaves it in the one that it was in. */
  look(name: string): Promise<void>;
  /** Everything wrong that was seen, each with its screen and language. */
  readonly found: string[];
}

export function viewer(person: Person, read: readonly Language[] = languages): Viewer {
  const found: string[] = [];
  const inColours = async (colours: 'light' | 'dark'): Promise<string[]> => {
    await person.prefers(colours);
    const violations = await person.axe(colours === 'light' ? 'everything' : 'colours');
    return violations.map((violation) => `${colours}: ${JSON.stringify(violation)}`);
  };
  return {
    found,
    async look(name) {
      const { page } = person.tab as ChromiumTab; // another one after a power cut
      const own = (await page.evaluate(() => document.documentElement.lang)) as Language;
      for (const language of read) {
        await speak(page, language);
        const faults = [
          ...(await inColours('dark')),
          ...(await inColours('light')),
          ...(await page.evaluate(layoutFaults)),
          ...(await page.evaluate(stillEnglish)),
          ...(await inLargeLetters(page)).map((fault) => `200 %: ${fault}`),
        ];
        found.push(...faults.map((fault) => `${name} (${language}) ${fault}`));
      }
      await speak(page, own);
    },
  };
}

async function inLargeLetters(page: Page): Promise<string[]> {
  const letters = (size: string) =>
    page.evaluate(async (size) => {
      document.documentElement.style.fontSize = size;
      await new Promise((done) => requestAnimationFrame(done));
    }, size);
  await letters('200%');
  const faults = await page.evaluate(layoutFaults);
  await letters('');
  return faults;
}

/** What is said in plain letters to somebody who reads marks in every line: words that were made before the language changed. */
function stillEnglish(): string[] {
  if (!/^(th|vi)$/.test(document.documentElement.lang)) return [];
  return [...document.querySelectorAll('.alarm, .wish, .button, h1, h2')]
    .filter((it) => it.closest('[lang=en]') === null && it.checkVisibility())
    .map((it) => it.textContent?.trim() ?? '')
    .filter((words) => /^\p{ASCII}*[a-z]+ [a-z]+ [a-z]+\p{ASCII}*$/iu.test(words))
    .map((words) => `not in this language: “${words}”`);
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
