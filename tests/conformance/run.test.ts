import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { writeXlsForm } from '../../src/xlsform/index.ts';
import { ask, questionnaire } from '../support/scenario.ts';

const program = fileURLToPath(new URL('./run.ts', import.meta.url));

/** Runs the command over a directory that holds these files. */
function run(files: Readonly<Record<string, Uint8Array | object>>, ...flags: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  const report = join(directory, 'report.json');
  const { status, stdout } = spawnSync(process.execPath, [program, directory, '--json', report, ...flags], {
    encoding: 'utf8',
  });
  return { status, stdout, report: () => JSON.parse(readFileSync(report, 'utf8')) };
}

const fact = (expr: string, expected: unknown, agreement = 'all') => ({
  ...{ id: expr, expr, expected, agreement, returns: 'number', context: null },
});
const visit = writeXlsForm(
  questionnaire([ask.text('who', { label: 'Who?' }), ask.integer('age', { label: 'Age' })]),
);
const trace = (age: string) => ({
  xlsform: 'visit.xlsx',
  steps: [{ op: 'answer', ref: '/data/age', value: '7' }],
  states: [
    [
      { ref: '/data', t: 'root' },
      { ref: '/data/who', t: 'input', v: '', label: 'Who?' },
      { ref: '/data/age', t: 'input', v: age, label: 'Age' },
      { ref: '/data/meta', t: 'group' },
    ],
  ],
});

test('each part that the directory has gets one line', () => {
  const { status, stdout } = run({
    'expressions.json': { cases: [fact('1 + 1', 2), fact('1 div 0', 0, 'enketo-only')] },
    'xlsforms/visit.xlsx': visit,
    'traces/visit.json': trace('7'),
  });
  expect(stdout.trim().split('\n')).toEqual([
    'expressions: 1 passed, 0 failed, 1 dialect',
    'import: 1 imported, 0 refused with their cell, 0 otherwise',
    'replay: 4 of 4 nodes equal (100.0 %), 1 of 1 forms in all of them; to the letter 4 of 4 (100.0 %)',
  ]);
  expect(status).toBe(0);
});

test('what is not as in the field fails, is listed, and can be read by programs', () => {
  const { status, stdout, report } = run(
    {
      'expressions.json': { cases: [fact('1 + 1', 3)] },
      'xlsforms/visit.xlsx': visit,
      'traces/visit.json': trace('8'),
    },
    '--verbose',
  );
  expect(status).toBe(1);
  expect(stdout).toContain('  1 + 1: 1 + 1: expected 3, is 2');
  expect(stdout).toContain('  visit.xlsx: /data/age v: expected "8", is "7"');
  expect(report()).toMatchObject([
    { name: 'expressions', passed: 0, total: 1 },
    { name: 'import', meetsGoal: true },
    { name: 'replay', passed: 3, total: 4, meetsGoal: false },
  ]);
});

test('an empty directory is no proof', () => {
  expect(run({})).toMatchObject({ status: 1, stdout: '' });
});
