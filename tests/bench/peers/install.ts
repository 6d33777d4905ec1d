/** The peers are packages of their own, so that nobody who only runs or tests Rintis has to fetch them. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Installs what the lock file says, unless that was done since it last changed. */
export function installPeers(): void {
  const cwd = import.meta.dirname;
  const installed = join(cwd, 'node_modules/.package-lock.json');
  const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(cwd, 'package-lock.json')).mtimeMs;
  if (isFresh) return;
  console.log('Installing the peers (tests/bench/peers): npm ci --ignore-scripts');
  const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error('The peers could not be installed.');
}
