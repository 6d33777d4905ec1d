/** The reference runs of real forms: their steps replayed on the XLSForm, their last state compared. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fetchBeside } from '../../src/authoring/beside.ts';
import { isProblem, Steps, take } from '../../src/authoring/steps.ts';
import { traceOf } from '../../src/authoring/trace.ts';
import { beginInterview, compileForm, type Interview, loadFormulas } from '../../src/questionnaire/index.ts';
import { attachLists, readXlsForm } from '../../src/xlsform/index.ts';
import { type Difference, differences, type ExpectedRow } from './state.ts';
import { strictly } from './strict.ts';
import { openWorld } from './world.ts';

interface Trace {
  readonly xlsform: string;
  readonly steps: unknown;
  readonly states: readonly (readonly ExpectedRow[])[];
}

export interface Replayed {
  readonly id: string;
  /** Rows of the last state, and how many of them are equal. */
  readonly rows: number;
  readonly equal: number;
  readonly differences: readonly Difference[];
  /** The same to the letter: see `strict.ts`. */
  readonly strict: {
    readonly rows: number;
    readonly equal: number;
    readonly differences: readonly Difference[];
  };
  /** Steps that could not be taken, or why there was nothing to take them on. */
  readonly troubles: readonly string[];
}

/** All traces of a directory, replayed; undefined when the directory has none. */
export async function replayTraces(directory: string): Promise<Replayed[] | undefined> {
  const folder = join(directory, 'traces');
  if (!existsSync(folder)) return;
  const replayed: Replayed[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.json')) replayed.push(await replay(directory, join(folder, file)));
  }
  return replayed;
}

async function replay(directory: string, file: string): Promise<Replayed> {
  const { xlsform, steps, states } = JSON.parse(readFileSync(file, 'utf8')) as Trace;
  const expected = states.at(-1) ?? [];
  const nothing = (trouble: string): Replayed => ({
    id: xlsform,
    rows: expected.length,
    equal: 0,
    differences: [],
    strict: { rows: expected.length, equal: 0, differences: [] },
    troubles: [trouble],
  });
  const path = join(directory, 'xlsforms', xlsform);
  if (!existsSync(path)) return nothing('the form is not in the directory');
  const [ours, faithful] = [await play(path, steps, false), await play(path, steps, true)];
  if ('refused' in ours) return nothing(ours.refused);
  if ('refused' in faithful) return nothing(faithful.refused);
  const found = differences(expected, traceOf(ours.interview));
  const unequal = refsOf(found).size;
  const strict = strictly(expected, traceOf(faithful.interview, { converted: true }));
  return {
    id: xlsform,
    rows: expected.length,
    equal: expected.length - unequal,
    differences: found,
    strict: { ...strict, equal: strict.rows - refsOf(strict.differences).size },
    troubles: ours.troubles,
  };
}

type Played = { readonly interview: Interview; readonly troubles: readonly string[] };

/** The steps taken on a form: read as for people, or as `rintis replay` reads it to be compared. */
async function play(
  path: string,
  steps: unknown,
  faithful: boolean,
): Promise<Played | { readonly refused: string }> {
  const { questionnaire, problems } = await readXlsForm(readFileSync(path), {
    name: basename(path),
    faithful,
  });
  if (!questionnaire) return { refused: problems.map(({ code }) => code).join(', ') };
  await loadFormulas(questionnaire);
  let interview = beginInterview(compileForm(questionnaire, attachLists(questionnaire, fetchBeside(path))), {
    world: openWorld(),
    language: questionnaire.defaultLanguage,
  });
  const troubles: string[] = [];
  for (const step of Steps.parse(steps)) {
    const taken = take(interview, step);
    if (isProblem(taken)) troubles.push(`${JSON.stringify(step)}: ${taken.code}`);
    else interview = taken;
  }
  return { interview, troubles };
}

const refsOf = (found: readonly Difference[]): ReadonlySet<string> => new Set(found.map(({ ref }) => ref));
