/** Plays one scenario as a person would: whoever is not asked cannot answer, and nobody chooses what is not offered. */
import {
  beginInterview,
  type Form,
  type Interview,
  inLanguage,
  questionAt,
  suits,
  type World,
  writeDay,
} from '../questionnaire/index.ts';
import { compare, isAsked, type Miss } from './expectations.ts';
import { languageNamed } from './language.ts';
import { find, isNameProblem } from './names.ts';
import type { Scenario, ScenarioFile, ScenarioStep } from './scenario.ts';
import { add, type Given, remove, say, toAnswer } from './steps.ts';

/** How a scenario went: nothing missed is as it should be. */
export interface Rehearsal {
  readonly name: string;
  readonly misses: readonly (Miss & { readonly step: number })[];
}

/** Plays a scenario from its beginning to its end; after a step that cannot be taken, the rest says nothing. */
export function rehearse(
  form: Form,
  scenario: Scenario,
  beginnings: ScenarioFile['beginnings'] = {},
): Rehearsal {
  const { name, after } = scenario;
  const fail = (miss: Miss): Rehearsal => ({ name, misses: [{ ...miss, step: 0 }] });
  const begun = begin(form, scenario);
  if (isMiss(begun)) return fail(begun);
  let interview = begun;
  if (after !== undefined) {
    const steps = Object.hasOwn(beginnings, after) ? beginnings[after] : undefined;
    if (!steps) return fail({ code: 'beginningUnknown', details: { name: after } });
    for (const step of steps) {
      const taken = play(interview, step);
      if (taken.misses[0]) return fail(taken.misses[0]);
      interview = taken.interview;
    }
  }
  const misses: (Miss & { step: number })[] = [];
  for (const [at, step] of scenario.steps.entries()) {
    const taken = play(interview, step);
    misses.push(...taken.misses.map((miss) => ({ ...miss, step: at + 1 })));
    if (!taken.goesOn) break;
    interview = taken.interview;
  }
  return { name, misses };
}

function begin(form: Form, { language, presets = {}, inserts = {}, now }: Scenario): Interview | Miss {
  const { questionnaire } = form;
  const tag = language === undefined ? questionnaire.defaultLanguage : languageNamed(questionnaire, language);
  if (tag === null) return noLanguage(form, language ?? '');
  const words = Object.entries(inserts).map(([name, each]) => [name, { words: each }] as const);
  return beginInterview(form, {
    world: worldAt(now === undefined ? Date.now() : Date.parse(now)),
    language: tag,
    presets,
    inserts: Object.fromEntries(words),
    formatDay: writeDay,
  });
}

/** A world in which the same thing happens each time. */
function worldAt(moment: number): World {
  let [ids, state] = [0, 1];
  return {
    now: () => new Date(moment),
    uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    random: () => {
      state = (state * 16_807) % 2_147_483_647; // Park and Miller's generator
      return (state - 1) / 2_147_483_646;
    },
  };
}

interface Taken {
  readonly interview: Interview;
  readonly misses: readonly Miss[];
  readonly goesOn: boolean;
}

function play(before: Interview, step: ScenarioStep): Taken {
  let interview = before;
  const acts = [
    ...(step.language === undefined ? [] : [(at: Interview) => speak(at, step.language ?? '')]),
    ...[step.add ?? []].flat().map((name) => (at: Interview) => stack(at, name, 'add')),
    ...(step.remove === undefined ? [] : [(at: Interview) => stack(at, step.remove ?? '', 'remove')]),
    ...Object.entries(step.answer ?? {}).map(
      ([name, given]) =>
        (at: Interview) =>
          give(at, name, given),
    ),
  ];
  for (const act of acts) {
    const next = act(interview);
    if (isMiss(next)) return { interview, misses: [next], goesOn: false };
    interview = next;
  }
  return { interview, misses: step.expect ? compare(interview, step.expect) : [], goesOn: true };
}

function speak(interview: Interview, language: string): Interview | Miss {
  const tag = languageNamed(interview.form.questionnaire, language);
  return tag === null ? noLanguage(interview.form, language) : inLanguage(interview, tag);
}

const noLanguage = ({ questionnaire }: Form, language: string): Miss => ({
  code: 'stepNoLanguage',
  details: { language, languages: questionnaire.languages.map(({ tag }) => tag).join(', ') },
});

function stack(interview: Interview, name: string, act: 'add' | 'remove'): Interview | Miss {
  const at = find(interview, name);
  if (isNameProblem(at)) return at;
  const next = act === 'add' ? add(interview, at.ref) : remove(interview, at.ref);
  return next ?? { code: act === 'add' ? 'stepNoRepeat' : 'stepNoInstance', details: { ref: name } };
}

function give(interview: Interview, name: string, given: Given): Interview | Miss {
  const at = find(interview, name);
  if (isNameProblem(at)) return at;
  const question = questionAt(interview, at.ref);
  if (!question) return { code: 'noQuestion', details: { name } };
  if (!isAsked(interview, at)) return { code: 'notAsked', details: { name } };
  const { kind } = question.question;
  const answer = toAnswer(kind, given);
  if (!suits(kind, answer) || (answer === null && given !== null && given !== '')) {
    return { code: 'notAnAnswer', details: { name, value: String(given), kind } };
  }
  if (question.question.list !== undefined && answer !== null) {
    const offered = new Set(question.choices.map((choice) => choice.name));
    const strange = [answer]
      .flat()
      .map(String)
      .filter((each) => !offered.has(each));
    if (strange.length > 0) return { code: 'notOffered', details: { name, choices: strange.join(', ') } };
  }
  return say(interview, at.ref, given) ?? { code: 'noQuestion', details: { name } };
}

const isMiss = (made: Interview | Miss): made is Miss => 'code' in made;
