/** Form-level traces of the field's own tests: an XForm, the steps of a test, and the state that the reference engine showed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBeside } from '../../src/authoring/beside.ts';
import { isProblem, type Step, take } from '../../src/authoring/steps.ts';
import { traceOf } from '../../src/authoring/trace.ts';
import { beginInterview, compileForm, loadFormulas } from '../../src/questionnaire/index.ts';
import { attachLists, type FetchFile, readXForm } from '../../src/xlsform/index.ts';
import { attachmentsOf } from './attachments.ts';
import { type Difference, differences, type ExpectedRow, lastState } from './state.ts';
import { openWorld } from './world.ts';

export interface Scenario {
  readonly id: string;
  readonly category: string;
  readonly test: string;
  readonly volatile: boolean;
  readonly xform: string;
  readonly steps: readonly ScenarioStep[];
  readonly initial: readonly ExpectedRow[];
  readonly after: readonly {
    readonly changed: readonly ExpectedRow[];
    readonly removed: readonly string[];
  }[];
}

type ScenarioStep =
  | { readonly op: 'answer'; readonly ref: string; readonly value: string; readonly throws?: unknown }
  | { readonly op: 'createNewRepeat' | 'removeRepeat'; readonly ref: string }
  | { readonly op: 'setLanguage'; readonly lang: string };

export interface Enacted {
  readonly id: string;
  readonly category: string;
  readonly test: string;
  readonly differences: readonly Difference[];
  /** Why it could not be played to its end. */
  readonly trouble?: string;
  /** Attached files that the form reads, and that the trace does not hold. */
  readonly lacks: readonly string[];
  /** Those that were made here: see `attachments.ts`. */
  readonly made: readonly string[];
}

/** All scenarios of a directory, played; undefined when the directory has none. */
export async function playScenarios(directory: string): Promise<Enacted[] | undefined> {
  const file = join(directory, 'scenarios.json');
  if (!existsSync(file)) return;
  const { traces } = JSON.parse(readFileSync(file, 'utf8')) as { traces: Scenario[] };
  const played: Enacted[] = [];
  const beside = fetchBeside(file); // an author's files stand beside a form; those of the traces beside them all
  for (const trace of traces) played.push(await enact(trace, beside));
  return played;
}

export const passes = ({ differences, trouble }: Enacted): boolean =>
  trouble === undefined && differences.length === 0;

async function enact(
  { id, category, test, volatile, xform, steps, initial, after }: Scenario,
  beside: FetchFile,
): Promise<Enacted> {
  const fetch = attachmentsOf(test, beside);
  const attached = [...xform.matchAll(/<instance\b[^>]*\bsrc="jr:\/\/file[^"/]*\/([^"]+)"/g)];
  const files = attached.map(([, file = '']) => file);
  const lacks = files.filter((file) => !fetch(file));
  const made = files.filter((file) => !beside(file) && fetch(file));
  const head = { id, category, test, lacks, made };
  const { questionnaire, problems } = await readXForm(xform);
  if (!questionnaire) {
    return { ...head, differences: [], trouble: problems.map(({ code }) => code).join(', ') };
  }
  await loadFormulas(questionnaire);
  const form = compileForm(questionnaire, attachLists(questionnaire, fetch));
  let interview = beginInterview(form, {
    world: openWorld({ offsetAt: () => -420 }), // Arizona, where the reference clock stood
    language: questionnaire.defaultLanguage,
  });
  for (const step of steps) {
    const taken = take(interview, stepOf(step));
    if (isProblem(taken))
      return { ...head, differences: [], trouble: `${taken.code} ${JSON.stringify(step)}` };
    interview = taken;
  }
  return { ...head, differences: differences(lastState(initial, after), traceOf(interview), { volatile }) };
}

function stepOf(step: ScenarioStep): Step {
  switch (step.op) {
    case 'answer':
      return { op: 'answer', ref: step.ref, value: step.value };
    case 'createNewRepeat':
      return { op: 'addRepeat', ref: step.ref };
    case 'removeRepeat':
      return { op: 'removeRepeat', ref: step.ref };
    case 'setLanguage':
      return { op: 'language', name: step.lang };
  }
}
