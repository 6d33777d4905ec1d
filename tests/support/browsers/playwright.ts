/** Firefox and WebKit as Playwright downloads them: for machines that have neither their own nor Debian's. */
import { execFileSync } from 'node:child_process';
import playwright from 'playwright-core';
import { pageTab } from './chromium.ts';
import type { Engine, FoundBrowser, Habits } from './engine.ts';

export async function launchPlaywrights(browser: FoundBrowser, habits: Habits): Promise<Engine> {
  const context = await playwright[browser.name].launchPersistentContext(habits.profile, {
    executablePath: browser.binary,
    headless: true,
    locale: habits.language,
    colorScheme: habits.colours,
    reducedMotion: 'reduce',
    viewport: habits.size,
  });
  return {
    name: browser.name,
    version: context.browser()?.version() ?? browser.version,
    remembers: true,
    newTab: async () => pageTab(await context.newPage()),
    network: (on) => context.setOffline(!on),
    async kill() {
      const ended = new Promise((resolve) => context.once('close', resolve));
      for (const pid of processesOf(habits.profile)) process.kill(pid, 'SIGKILL');
      await ended;
    },
    close: () => context.close(),
  };
}

/** The processes of this profile and no other: its folder's name is in their arguments. */
function processesOf(profile: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  const lines = list.split('\n').filter((line) => line.includes(profile));
  return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid !== process.pid);
}
