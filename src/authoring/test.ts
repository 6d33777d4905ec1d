/** `rintis test`: plays the scenarios that an author keeps beside a form. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { parse } from 'yaml';
import type * as z from 'zod/mini';
import { openForm, readable } from './forms.ts';
import { Fault, type Io, readBytes, readJson, reasonOf } from './io.ts';
import { type Rehearsal, rehearse } from './rehearse.ts';
import { ScenarioFile } from './scenario.ts';
import type { Say } from './words.ts';

const scenarioEnding = /(\.[^.]+)?\.scenario\.(json|ya?ml)$/;

/** Plays all scenarios of a form, or those of one file; 0 if all go as expected. */
export async function testForm(file: string, io: Io, say: Say): Promise<number> {
  const isScenario = scenarioEnding.test(file);
  const form = await openForm(isScenario ? formOf(file) : file, say, (line) => io.err(line));
  const files = isScenario ? [file] : scenariosBeside(file);
  let [all, failed] = [0, 0];
  for (const each of files) {
    io.out(`${each}\n`);
    const { scenarios, beginnings } = readScenarios(each);
    for (const scenario of scenarios) {
      const rehearsal = rehearse(form, scenario, beginnings);
      all++;
      if (rehearsal.misses.length > 0) failed++;
      io.out(report(rehearsal, say));
    }
  }
  io.out(`${say('authoring.tested', { count: all, failed })}\n`);
  return failed === 0 ? 0 : 1;
}

function report({ name, misses }: Rehearsal, say: Say): string {
  if (misses.length === 0) return `  ✓ ${name}\n`;
  const lines = misses.map(({ step, code, details }) => {
    const what = say(`authoring.${code}`, details);
    return `      ${step === 0 ? what : say('authoring.atStep', { step, what })}\n`;
  });
  return `  ✗ ${name}\n${lines.join('')}`;
}

/** `name.scenario.json`, `name.scores.scenario.yaml` … beside `name.xlsx`. */
function scenariosBeside(file: string): string[] {
  const folder = dirname(file);
  const name = basename(file, extname(file));
  const beside = existsSync(folder) ? readdirSync(folder) : [];
  const found = beside.filter(
    (each) =>
      each.startsWith(`${name}.`) && scenarioEnding.test(each) && each.replace(scenarioEnding, '') === name,
  );
  if (found.length === 0) throw new Fault('noScenarios', { file, wanted: `${name}.scenario.json` });
  return found.sort().map((each) => join(folder, each));
}

function formOf(scenario: string): string {
  const name = scenario.replace(scenarioEnding, '');
  const found = [name, scenario.replace(/\.scenario\.[a-z]+$/, '')]
    .flatMap((each) => readable.map((ending) => each + ending))
    .find((each) => existsSync(each));
  if (found === undefined)
    throw new Fault('noFormBeside', { file: scenario, wanted: `${basename(name)}.xlsx` });
  return found;
}

function readScenarios(file: string): ScenarioFile {
  const read = ScenarioFile.safeParse(file.endsWith('.json') ? readJson(file) : readYaml(file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Fault('scenarioInvalid', {
    file,
    place: placeOf(issue?.path ?? []),
    reason: issue ? messageOf(issue) : '',
  });
}

function readYaml(file: string): unknown {
  try {
    return parse(new TextDecoder().decode(readBytes(file)), { maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('fileNotYaml', { file, reason: reasonOf(error).split('\n')[0] ?? '' });
  }
}

/** `scenarios 2, steps 1, expect`: positions from 1, as people count. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === 'number' ? String(step + 1) : String(step))).join(' › ');

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.message;
