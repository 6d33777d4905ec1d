/** Builds the client when it is older than what it is made of. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = [
  'src',
  'service-worker',
  'locales',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];

/** Whether it built. */
export function buildClient(say: (line: string) => void = console.log): boolean {
  const newest = Math.max(...sources.map((source) => newestIn(join(root, source))));
  if (newest < builtAt()) return false;
  say('Building the client: vite build');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' }, // vitest says “test”, and Vite would build for that
  });
  if (status !== 0) throw new Error('The client does not build.');
  return true;
}

/** The service worker is what a build writes last. */
function builtAt(): number {
  try {
    return statSync(join(root, 'dist/.vite/precache.json')).mtimeMs;
  } catch {
    return 0; // never built
  }
}

function newestIn(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.mtimeMs ?? 0;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
