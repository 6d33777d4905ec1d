/**
 * `npm test`: everything that must be true, with the real parts. First what needs no browser, then the journeys in three
 * browsers, which it brings itself. Its last line counts; its exit status is true. `--only unit` and `--only journeys` are
 * for people who wait.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';

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
for (const [name, config] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  console.log(`\n── ${name} ──`);
  const file = join(folder, `${name}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ended = spawnSync(process.execPath, [vitest, 'run', ...config, ...reporters, ...positionals], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const report = readReport(file);
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  // a file that does not load, a set-up that fails, or a skipped test is a failure that the report does not count
  if (ended.status !== 0 && !report?.numFailedTests) failed += 1;
  failed += report?.numPendingTests ?? 0;
}
rmSync(folder, { recursive: true });

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function readReport(file: string): z.infer<typeof Report> | undefined {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // vitest ended before it could write one
  }
}
