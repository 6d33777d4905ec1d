/**
 * Chromium, started by us and spoken to over its DevTools protocol through Playwright. Started by us, because then its
 * process is ours to kill, and the profile stays.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium as devtools, type Page } from 'playwright-core';
import { start } from '../processes.ts';
import type { Engine, FoundBrowser, Habits, Tab } from './engine.ts';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--password-store=basic',
  '--use-mock-keychain',
];

const pretended = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** A page of Chromium, with what only Chromium can do (quota, throttling) through its protocol. */
export interface ChromiumTab extends Tab {
  readonly page: Page;
}

export async function launchChromium(
  browser: FoundBrowser,
  habits: Habits,
  more: readonly string[] = [],
): Promise<Engine> {
  await prefer(habits);
  await rm(join(habits.profile, 'DevToolsActivePort'), { force: true });
  const process = start(browser.binary, [
    ...flags,
    ...(habits.pretendsDevices ? pretended : []),
    ...more,
    `--lang=${habits.language}`,
    `--user-data-dir=${habits.profile}`,
    '--remote-debugging-port=0',
    'about:blank',
  ]);
  const [, address] = await process.hear(/DevTools listening on (ws:\S+)/);
  const remote = await devtools.connectOverCDP(address ?? '');
  const [context] = remote.contexts();
  if (!context) throw new Error('Chromium has no window.');

  return {
    name: 'chromium',
    version: remote.version(),
    remembers: true,
    async newTab() {
      const page = await context.newPage();
      await page.setViewportSize(habits.size);
      await page.emulateMedia({ colorScheme: habits.colours });
      return { ...pageTab(page), giveFile: (input, path) => giveByPath(page, input, path) };
    },
    network: (on) => context.setOffline(!on),
    async kill() {
      await process.end('SIGKILL');
      await remote.close().catch(gone);
    },
    async close() {
      await remote.close().catch(gone);
      await process.end('SIGTERM');
    },
  };
}

/** By its path: Playwright would carry the bytes through the protocol, and no more than 50 MB. */
async function giveByPath(page: Page, input: string, path: string): Promise<void> {
  await page.waitForSelector(input, { state: 'attached' });
  const protocol = await page.context().newCDPSession(page);
  const expression = `document.querySelector(${JSON.stringify(input)})`;
  const { result } = await protocol.send('Runtime.evaluate', { expression });
  await protocol.send('DOM.setFileInputFiles', { files: [path], objectId: result.objectId ?? '' });
  await protocol.detach();
}

/** The connection may have died with the browser: then there is nothing left to close. */
const gone = (): void => undefined;

/** The language that a browser asks for is a preference of its profile. */
async function prefer({ profile, language, keepsNothing }: Habits): Promise<void> {
  const folder = join(profile, 'Default');
  await mkdir(folder, { recursive: true });
  const wanted = {
    intl: { accept_languages: language, selected_languages: language },
    // 2: blocked, as “block all cookies” does; it takes IndexedDB along
    ...(keepsNothing ? { profile: { default_content_setting_values: { cookies: 2 } } } : {}),
  };
  // only in a new profile: an old one has kept it
  await writeFile(join(folder, 'Preferences'), JSON.stringify(wanted), { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** A tab of any browser that Playwright speaks to. */
export function pageTab(page: Page): ChromiumTab {
  return {
    page,
    async open(url) {
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    async reload() {
      await page.reload({ waitUntil: 'domcontentloaded' });
    },
    run: (expression) => page.evaluate(expression),
    tap: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    write: (text) => page.keyboard.insertText(text),
    giveFile: (input, path) => page.setInputFiles(input, path),
    shot: () => page.screenshot({ animations: 'disabled' }),
    prefer: (colorScheme) => page.emulateMedia({ colorScheme }),
    async crash() {
      const browser = page.context().browser();
      if (!browser) throw new Error('This Chromium cannot be asked for its processes.');
      const gone = page.waitForEvent('crash');
      const protocol = await browser.newBrowserCDPSession();
      const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
      for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
      await gone;
    },
    close: () => page.close(),
  };
}
