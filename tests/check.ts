/** `npm run check`: what can be known without running the app. Types, lint, the rules of the house, and bytes against budget. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Weight, weighAll } from './budget/weigh.ts';
import { inspectHouse } from './house/index.ts';
import { openServer } from './support/server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const programOf = (name: string, path: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), path);

function runs(what: string, path: string, ...args: string[]): boolean {
  console.log(`\n── ${what} ──`);
  const { status } = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status === 0;
}

function houseIsInOrder(): boolean {
  console.log('\n── house ──');
  const complaints = inspectHouse();
  for (const { rule, where, what } of complaints) console.log(`${rule}: ${where}: ${what}`);
  console.log(complaints.length === 0 ? 'In order.' : `${complaints.length} complaints.`);
  return complaints.length === 0;
}

async function fits(): Promise<boolean> {
  console.log('\n── bytes (brotli, as sent) ──');
  const server = await openServer();
  try {
    const weights = await weighAll(server.origin);
    for (const weight of weights) console.log(row(weight));
    return weights.every(({ bytes, limit }) => bytes <= limit);
  } finally {
    await server.leave();
  }
}

function row({ what, bytes, goal, limit }: Weight): string {
  const kB = (count: number) => `${(count / 1_000).toFixed(1)} kB`.padStart(9);
  const verdict =
    bytes > limit ? 'TOO HEAVY' : goal !== undefined && bytes > goal ? 'above the goal' : 'fits';
  return `${what.padEnd(62)} ${kB(bytes)}  goal ${goal === undefined ? '       –' : kB(goal)}  limit ${kB(limit)}  ${verdict}`;
}

const results = [
  runs('types', programOf('typescript', 'bin/tsc'), '-b'),
  runs('lint and format', programOf('@biomejs/biome', 'bin/biome'), 'check', '.'),
  houseIsInOrder(),
  runs('build', programOf('vite', 'bin/vite.js'), 'build'),
];
results.push(results.at(-1) === true && (await fits()));

const ok = results.every(Boolean);
console.log(ok ? '\ncheck: all in order' : '\ncheck: not in order');
process.exit(ok ? 0 : 1);
