/** Firefox, spoken to over WebDriver BiDi through Puppeteer. */
import { type ElementHandle, type KeyInput, type Page, launch as puppeteer } from 'puppeteer-core';
import type { Engine, FoundBrowser, Habits, Key, Tab } from './engine.ts';

export async function launchFirefox(found: FoundBrowser, habits: Habits): Promise<Engine> {
  const browser = await puppeteer({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: found.binary,
    headless: true,
    userDataDir: habits.profile,
    defaultViewport: habits.size,
    extraPrefsFirefox: {
      'intl.accept_languages': habits.language,
      'layout.css.prefers-color-scheme.content-override': habits.colours === 'dark' ? 0 : 1,
      'ui.prefersReducedMotion': 1,
      ...(habits.keepsNothing ? { 'network.cookie.cookieBehavior': 2 } : {}), // all cookies blocked, and IndexedDB with them
      ...(habits.pretendsDevices
        ? { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true }
        : {}),
      'browser.sessionstore.resume_from_crash': false,
      'toolkit.startup.max_resumed_crashes': -1,
    },
  });
  const process = browser.process();
  if (!process) throw new Error('Firefox was not started by us.');

  return {
    name: 'firefox',
    version: await browser.version(),
    remembers: true,
    newTab: async () => tab(await browser.newPage()),
    async kill() {
      const ended = new Promise((resolve) => process.once('exit', resolve));
      process.kill('SIGKILL');
      await ended;
    },
    close: () => browser.close(),
  };
}

function tab(page: Page): Tab {
  return {
    async open(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    async reload() {
      await page.reload({ waitUntil: 'domcontentloaded' });
    },
    run: (expression) => page.evaluate(expression),
    tap: (x, y) => page.mouse.click(x, y),
    press: (key) => press(page, key),
    write: (text) => page.keyboard.type(text),
    async giveFile(input, path) {
      const element = (await page.$(input)) as ElementHandle<HTMLInputElement> | null;
      if (!element) throw new Error(`There is no ${input}.`);
      await element.uploadFile(path);
    },
    shot: async () => Buffer.from(await page.screenshot()),
    close: () => page.close(),
  };
}

async function press(page: Page, key: Key): Promise<void> {
  const [name = key, modifier] = key.split('+').reverse();
  if (modifier) await page.keyboard.down(modifier as KeyInput);
  // held as long as a finger holds it: where a key comes up in the millisecond in which it went down, Firefox may not click
  await page.keyboard.press((name === 'Space' ? ' ' : name) as KeyInput, { delay: 30 });
  if (modifier) await page.keyboard.up(modifier as KeyInput);
}
