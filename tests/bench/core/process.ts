/** Runs one measurement in a Node of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const patience = 100_000;

/** What the script prints as its last line, read as JSON. */
export function measure<Result>(script: string, args: readonly string[], input = ''): Result {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', path, ...args],
    {
      encoding: 'utf8',
      timeout: patience,
      maxBuffer: 2 ** 28,
      input,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (status !== 0)
    throw new Error(`${script} ${args.join(' ')}: ${signal ?? status}\n${stderr.slice(0, 2_000)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Result;
}
