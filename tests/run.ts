/**
 * `npm test`: everything that must be true, with the real parts: what needs no browser, and the journeys in three browsers,
 * which it brings itself. Both at once, since half of a journey is waiting: what the journeys say is told when the other has
 * ended. Its last line counts; its exit status is true. `--only unit` and `--only journeys` are for people who wait.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { buildClient } from './support/build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });

const parts = {
  unit: [],
  journeys: ['--config', 'tests/journeys.config.ts'],
} satisfies Record<string, string[]>;
const isPart = (name: string): name is keyof typeof parts => name in parts;
if (values.only !== undefined && !isPart(values.only)) {
  console.error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  success: z.boolean(),
});

let passed = 0;
let failed = 0;
const folder = mkdtempSync(join(tmpdir(), 'rintis-tests-'));
buildClient(); // once, before anybody looks at it
const chosen = Object.entries(parts).filter(([name]) => values.only === undefined || values.only === name);
let before: Promise<unknown> = Promise.resolve();
const running = chosen.map(([name, config]) => {
  const begun = begin(name, config);
  before = before.then(() => begun.tell());
  return begun;
});
for (const { name, ended } of running) {
  const status = await ended;
  const report = readReport(fileOf(name));
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  // a file that does not load, a set-up that fails, or a skipped test is a failure that the report does not count
  if (status !== 0 && !report?.numFailedTests) failed += 1;
  failed += report?.numPendingTests ?? 0;
}
await before;
rmSync(folder, { recursive: true });

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function fileOf(name: string): string {
  return join(folder, `${name}.json`);
}

/** One part in a process of its own. What it says is kept until it is its turn to be told. */
function begin(name: string, config: readonly string[]) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${fileOf(name)}`];
  const child = spawn(process.execPath, [vitest, 'run', ...config, ...reporters, ...positionals], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([status]) => status as number | null);
  let kept = `\n── ${name} ──\n`;
  let tellAtOnce: ((words: string) => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (words: string) => {
      if (tellAtOnce) tellAtOnce(words);
      else kept += words;
    });
  }
  const tell = () => {
    tellAtOnce = (words) => void process.stdout.write(words);
    tellAtOnce(kept);
    return ended;
  };
  return { name, ended, tell };
}

function readReport(file: string): z.infer<typeof Report> | undefined {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // vitest ended before it could write one
  }
}
