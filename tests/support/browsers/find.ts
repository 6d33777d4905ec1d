/** Looks for the browsers that this machine has. Changes nothing; `bring.ts` fetches what is missing. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import playwright from 'playwright-core';
import type { BrowserName, FoundBrowser } from './engine.ts';

/** WebDriver BiDi as we use it begins with Firefox 128. */
const oldestFirefox = 128;

/** The browser of that name, or nothing when this machine has none that will do. */
export function findBrowser(name: BrowserName): FoundBrowser | undefined {
  return own[name]() ?? playwrights(name);
}

const own: Record<BrowserName, () => FoundBrowser | undefined> = {
  chromium: () =>
    found(
      'chromium',
      ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
      100,
    ),
  firefox: () => found('firefox', ['firefox-esr', 'firefox'], oldestFirefox),
  webkit() {
    const driver = program('WebKitWebDriver');
    const binary = miniBrowser();
    if (!driver || !binary || !canShow()) return undefined;
    return { name: 'webkit', source: 'own', binary, driver, version: 'of the system' };
  },
};

function found(name: BrowserName, programs: string[], oldest: number): FoundBrowser | undefined {
  for (const each of programs) {
    const binary = program(each);
    const version = binary && versionOf(binary);
    if (version && Number.parseInt(version, 10) >= oldest) return { name, source: 'own', binary, version };
  }
  return undefined;
}

function playwrights(name: BrowserName): FoundBrowser | undefined {
  const binary = playwright[name].executablePath();
  if (!binary || !existsSync(binary)) return undefined;
  return { name, source: 'playwright', binary, version: 'of Playwright' };
}

/** The first folder of the PATH that has this program. */
export function program(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Empty for a stub that only points to another package, as Ubuntu's are. */
function versionOf(binary: string): string {
  try {
    const said = execFileSync(binary, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d+(\.\d+)+/.exec(said)?.[0] ?? '';
  } catch {
    return '';
  }
}

/** WebKitGTK's small browser lies beside its library, in a folder named for the machine's architecture. */
function miniBrowser(): string | undefined {
  const roots = ['/usr/lib', '/usr/lib64', '/usr/libexec'].filter((folder) => existsSync(folder));
  const folders = roots.flatMap((root) => {
    const inside = readdirSync(root).filter((name) => name.endsWith('-linux-gnu'));
    return [root, ...inside.map((name) => join(root, name))];
  });
  const versions = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];
  return folders
    .flatMap((folder) => versions.map((version) => join(folder, version, 'MiniBrowser')))
    .find(isRunnable);
}

/** WebKitGTK has no headless mode: it needs a screen, or Xvfb to pretend one. */
const canShow = (): boolean => Boolean(process.env.DISPLAY ?? program('Xvfb'));
