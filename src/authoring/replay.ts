/** `rintis replay`: a scripted interview without a browser; its states in the shape of the conformance traces. */
import { beginInterview, type Interview } from '../questionnaire/index.ts';
import { isXlsForm, openForm } from './forms.ts';
import { Fault, type Io, readJson } from './io.ts';
import { isProblem, Step, Steps, take } from './steps.ts';
import { type TraceRow, traceOf } from './trace.ts';
import type { Say } from './words.ts';

/** A replay as JSON: the state before and after each step, or only the last one. */
export interface Replay {
  readonly form: string;
  readonly status: 'success';
  readonly languages: readonly string[];
  /** Steps that could not be taken: the interview went on without them. */
  readonly step_errors?: readonly { readonly step: Step; readonly error: string }[];
  readonly nodes: number;
  readonly states: readonly (readonly TraceRow[])[];
}

/** Plays the steps of a file and prints the states; 0 if every step could be taken. */
export async function replayForm(
  file: string,
  steps: string,
  isFinal: boolean,
  io: Io,
  say: Say,
): Promise<number> {
  // a workbook is read and written as the field's reference converter does, so that runs can be compared
  const faithful = isXlsForm(file);
  const form = await openForm(file, say, (line) => io.err(line), faithful);
  const script = readSteps(steps);
  const writing = { converted: faithful };
  const { defaultLanguage, languages } = form.questionnaire;
  // no one is signed in and no device is known: what would name them stays blank
  const world = { now: () => new Date(), random: Math.random, uuid: () => crypto.randomUUID() };
  let interview: Interview = beginInterview(form, { world, language: defaultLanguage });
  const states = [isFinal && script.length > 0 ? [] : traceOf(interview, writing)];
  const errors: { step: Step; error: string }[] = [];
  for (const [at, step] of script.entries()) {
    const taken = take(interview, step);
    if (isProblem(taken)) {
      const error = say(`authoring.${taken.code}`, taken.details);
      errors.push({ step, error });
      io.err(`${say('authoring.stepSkipped', { step: at + 1, what: error })}\n`);
    } else interview = taken;
    if (!isFinal || at === script.length - 1) states.push(traceOf(interview, writing));
  }
  const last = states.at(-1) ?? [];
  const replay: Replay = {
    form: form.questionnaire.id,
    status: 'success',
    languages: languages.map(({ tag }) => tag),
    ...(errors.length > 0 && { step_errors: errors }),
    nodes: last.length,
    states: isFinal ? [last] : states,
  };
  io.out(`${JSON.stringify(replay)}\n`);
  return errors.length === 0 ? 0 : 1;
}

function readSteps(file: string): readonly Step[] {
  const json = readJson(file);
  const read = Steps.safeParse(json);
  if (read.success) return read.data;
  // a union says only that neither form fits: the first step that fits none says more
  const list = Array.isArray(json) ? json : ((json as { steps?: unknown } | null)?.steps ?? []);
  const at = Array.isArray(list) ? list.findIndex((step) => !Step.safeParse(step).success) : -1;
  const reason = at < 0 ? '[{"op": …}]' : JSON.stringify((list as unknown[])[at]).slice(0, 120);
  throw new Fault('stepsInvalid', { file, place: at + 1, reason });
}
