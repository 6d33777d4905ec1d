/**
 * A whole interview with photos on a phone in Node, once for each of its writes that fails: the test of `tests/screens` at every
 * write, and not only at some.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Break, Ended } from '../../support/breaking.ts';
import type { Cell } from '../parts/stage.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const faults: Record<Break, string> = {
  quota: 'no room left',
  killed: 'connection lost',
  dead: 'connection lost, and each after it',
};

export async function brokenAtEachWrite(): Promise<Cell[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-writes-'));
  const file = join(folder, 'ends.json');
  try {
    const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', 'tests/screens/throughout.test.ts'], {
      cwd: root,
      env: { ...process.env, EVERY_WRITE: file },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (words: Buffer) => {
      said = (said + String(words)).slice(-4_000);
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`an interview was lost: ${said}`);
    return toCells(JSON.parse(await readFile(file, 'utf8')) as Ended[]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toCells(ends: readonly Ended[]): Cell[] {
  const same = Map.groupBy(ends, ({ how, point = '' }) => `${faults[how]} · ${point}`);
  return [...same].map(([cell, some]): Cell => {
    const [fault = '', point = ''] = cell.split(' · ');
    const lost = some.reduce((sum, one) => sum + one.lost.length, 0);
    return { where: 'phone', fault, point, times: some.length, submissions: some.length, lost, doubled: 0 };
  });
}
