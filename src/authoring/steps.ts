/** The steps of a scripted interview, as traces have them. */
import * as z from 'zod/mini';
import {
  type Answer,
  addRepeat,
  answer,
  type Interview,
  inLanguage,
  type Kind,
  questionAt,
  type Ref,
  removeRepeat,
} from '../questionnaire/index.ts';
import { languageNamed } from './language.ts';
import { keysAt, refAt } from './walk.ts';

/** What a file may say as an answer. */
export const Given = z.nullable(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
export type Given = z.infer<typeof Given>;

export const Step = z.discriminatedUnion('op', [
  z.object({ op: z.literal('answer'), ref: z.string(), value: Given }),
  z.object({ op: z.literal('addRepeat'), ref: z.string() }),
  z.object({ op: z.literal('removeRepeat'), ref: z.string() }),
  z.object({ op: z.literal('language'), name: z.string() }),
]);
export type Step = z.infer<typeof Step>;

/** A list of steps, or a whole trace, which has them under `steps`. */
export const Steps = z.pipe(
  z.union([z.array(Step), z.object({ steps: z.array(Step) })]),
  z.transform((read) => ('steps' in read ? read.steps : read)),
);

/** Why a step cannot be taken; the sentence is `authoring.<code>`. */
export interface StepProblem {
  readonly code: 'stepNowhere' | 'stepNoQuestion' | 'stepNoRepeat' | 'stepNoInstance' | 'stepNoLanguage';
  readonly details: Readonly<Record<string, string>>;
}

/** The interview after one step, or why there is none. */
export function take(interview: Interview, step: Step): Interview | StepProblem {
  if (step.op === 'language') {
    const language = languageNamed(interview.form.questionnaire, step.name);
    const languages = interview.form.questionnaire.languages.map(({ tag }) => tag).join(', ');
    return language === null
      ? { code: 'stepNoLanguage', details: { language: step.name, languages } }
      : inLanguage(interview, language);
  }
  const ref = refAt(interview, step.ref);
  if (ref === null) return { code: 'stepNowhere', details: { ref: step.ref } };
  switch (step.op) {
    case 'answer':
      return say(interview, ref, step.value) ?? { code: 'stepNoQuestion', details: { ref: step.ref } };
    case 'addRepeat':
      return add(interview, ref) ?? { code: 'stepNoRepeat', details: { ref: step.ref } };
    case 'removeRepeat':
      return remove(interview, ref) ?? { code: 'stepNoInstance', details: { ref: step.ref } };
  }
}

export const isProblem = (taken: Interview | StepProblem): taken is StepProblem => 'code' in taken;

/** Answers a question with what a file says; `null` where no question stands. */
export function say(interview: Interview, ref: Ref, given: Given): Interview | null {
  const asked = questionAt(interview, ref);
  return asked && answer(interview, ref, toAnswer(asked.question.kind, given));
}

/** One more instance, under a key that none of its siblings has; `null` where the repeat takes none by hand. */
export function add(interview: Interview, ref: Ref): Interview | null {
  if (!isOpenRepeat(interview, ref) || ref.endsWith(']')) return null;
  const keys = keysAt(interview, ref);
  let key = keys.size + 1;
  while (keys.has(String(key))) key++;
  return addRepeat(interview, ref, String(key));
}

/** Without that instance; `null` where none stands or a formula counts them. */
export const remove = (interview: Interview, ref: Ref): Interview | null =>
  ref.endsWith(']') && isOpenRepeat(interview, ref) ? removeRepeat(interview, ref) : null;

function isOpenRepeat({ form }: Interview, ref: Ref): boolean {
  const definition = form.outline.byPath.get(ref.replace(/\[[^[\]]*\]/g, ''));
  return definition?.inside != null && !definition.rules.count;
}

/** What a file says, as an answer to that kind of question: values in files are written as submissions have them. */
export function toAnswer(kind: Kind, given: Given): Answer {
  if (given === null || given === '') return null;
  if (typeof given === 'boolean') return given ? (kind === 'acknowledge' ? 'OK' : 'true') : null;
  if (kind === 'many' || kind === 'rank')
    return Array.isArray(given) ? given : String(given).trim().split(/\s+/);
  if (Array.isArray(given)) return given.join(' ');
  if (kind === 'integer' || kind === 'decimal' || kind === 'range') {
    const number = Number(given);
    if (!Number.isFinite(number)) return null;
    return kind === 'integer' ? Math.trunc(number) : number;
  }
  return String(given);
}
