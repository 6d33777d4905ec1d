/**
 * Brings the browsers that the tests need, and says what it does: what is installed, else Debian's packages where we may
 * install them, else Playwright's own download. What cannot be had is an error with its name, never a silent pass.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BrowserName, browserNames, type FoundBrowser } from './engine.ts';
import { findBrowser, program } from './find.ts';

const debianPackages: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};
const thaiFonts = 'fonts-noto-core'; // screenshots need letters, not boxes

export async function bringBrowsers(
  names: readonly BrowserName[] = browserNames,
  say: (line: string) => void = console.log,
): Promise<FoundBrowser[]> {
  install(names.filter(isMissing), say);
  download(names.filter(isMissing), say);
  const missing = names.filter(isMissing);
  if (missing.length > 0) {
    throw new Error(
      `No browser to be had: ${missing.join(', ')}. Install ${missing.flatMap((name) => debianPackages[name]).join(', ')} ` +
        '(or their like), or allow the download from cdn.playwright.dev, and run this again.',
    );
  }
  const found = names.map(findBrowser).filter((browser) => browser !== undefined);
  for (const { name, version, source, binary } of found) say(`${name} ${version} (${source}): ${binary}`);
  return found;
}

const isMissing = (name: BrowserName): boolean => findBrowser(name) === undefined;

function install(names: readonly BrowserName[], say: (line: string) => void): void {
  if (names.length === 0) return;
  const asRoot = rootCommand();
  if (!isDebian() || !asRoot) {
    say(`Not on this machine: ${names.join(', ')}; no Debian packages either (not Debian, or not root).`);
    return;
  }
  const packages = [...names.flatMap((name) => debianPackages[name]), thaiFonts];
  say(`Installing Debian packages: ${packages.join(' ')}`);
  run([...asRoot, 'apt-get', 'update', '-q']);
  for (const each of packages) {
    // one by one, so that a missing package does not keep the others away
    const done = run([...asRoot, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', each]);
    if (!done) say(`apt-get could not install ${each}.`);
  }
}

function download(names: readonly BrowserName[], say: (line: string) => void): void {
  if (names.length === 0) return;
  say(`Downloading with Playwright: ${names.join(', ')}`);
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const mayInstall = isDebian() && rootCommand() ? ['--with-deps'] : [];
  for (const name of names) {
    if (!run([process.execPath, cli, 'install', ...mayInstall, name]))
      say(`Playwright could not download ${name}.`);
  }
}

/** The words before a command that only root may give, or nothing when we may not. */
function rootCommand(): readonly string[] | undefined {
  if (!program('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const sudo = program('sudo');
  const maySudo = sudo && spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return maySudo ? ['sudo', '-n', 'env', 'DEBIAN_FRONTEND=noninteractive'] : undefined;
}

/** Ubuntu's packages of these names are only pointers to snaps, so Debian itself it must be. */
function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function run([command, ...args]: readonly string[]): boolean {
  if (!command) return false;
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
