/** Starts the browser of a name, in the way that this machine's one wants. */
import { launchChromium } from './chromium.ts';
import type { BrowserName, Engine, Habits, Launch } from './engine.ts';
import { findBrowser } from './find.ts';
import { launchFirefox } from './firefox.ts';
import { launchPlaywrights } from './playwright.ts';
import { launchWebkit } from './webkit.ts';

const ours: Record<BrowserName, Launch> = {
  chromium: launchChromium,
  firefox: launchFirefox,
  webkit: launchWebkit,
};

export async function launch(name: BrowserName, habits: Habits): Promise<Engine> {
  const browser = findBrowser(name);
  if (!browser) throw new Error(`There is no ${name} here. \`npm test\` brings it.`);
  // Playwright's Chromium is a plain Chromium; its Firefox and WebKit speak a protocol of their own
  const isPlain = browser.source === 'own' || name === 'chromium';
  return (isPlain ? ours[name] : launchPlaywrights)(browser, habits);
}
