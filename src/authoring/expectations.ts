/** What a scenario expects, held against the interview as it stands. */
import {
  type Answer,
  type Answers,
  type AskedQuestion,
  answersOf,
  asked,
  type Interview,
  isBlank,
  oneDecimal,
  problemsIn,
  questionAt,
  scoresIn,
  sectionAt,
} from '../questionnaire/index.ts';
import { find, isNameProblem } from './names.ts';
import type { Expectation } from './scenario.ts';
import { type Given, toAnswer } from './steps.ts';
import { type Standing, walk } from './walk.ts';

/** Something that is not as expected, or cannot be done; the sentence is `authoring.<code>`. */
export interface Miss {
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** All that is not as expected. */
export function compare(interview: Interview, expected: Expectation): Miss[] {
  const check = new Check(interview);
  check.shown(expected);
  check.words(expected);
  check.values(expected);
  check.choices(expected);
  check.verdicts(expected);
  check.whole(expected);
  return check.misses;
}

/** Whether it is on a screen now. */
export function isAsked(interview: Interview, { kind, ref }: Standing): boolean {
  if (kind !== 'question') return sectionAt(interview, ref)?.relevant ?? true;
  for (const { items } of asked(interview)) {
    if (items.some((item) => item.kind === 'question' && item.ref === ref)) return true;
  }
  return false;
}

class Check {
  readonly misses: Miss[] = [];
  readonly #interview: Interview;

  constructor(interview: Interview) {
    this.#interview = interview;
  }

  shown({ asks = [], skips = [], instances = {} }: Expectation): void {
    for (const name of asks)
      this.#at(name, (at) => isAsked(this.#interview, at) || this.#miss('asks', { name }));
    for (const name of skips) {
      this.#at(name, (at) => !isAsked(this.#interview, at) || this.#miss('skips', { name }), true);
    }
    for (const [name, expected] of Object.entries(instances)) {
      this.#at(name, ({ ref }) => {
        const actual = [...walk(this.#interview)].filter(
          (each) =>
            each.kind === 'instance' &&
            each.ref.startsWith(`${ref}[`) &&
            !each.ref.slice(ref.length).includes('/'),
        ).length;
        return actual === expected || this.#miss('instances', { name, expected, actual });
      });
    }
  }

  words({ says = {}, hints = {} }: Expectation): void {
    const words = (code: string, name: string, expected: string, read: 'label' | 'hint'): void =>
      this.#at(name, ({ ref }) => {
        const at = questionAt(this.#interview, ref) ?? sectionAt(this.#interview, ref);
        const actual = at?.[read]?.text ?? '';
        return actual === expected || this.#miss(code, { name, expected, actual });
      });
    for (const [name, expected] of Object.entries(says)) words('says', name, expected, 'label');
    for (const [name, expected] of Object.entries(hints)) words('hints', name, expected, 'hint');
  }

  values({ has = {}, sends = {}, keepsBack = [] }: Expectation): void {
    for (const [name, expected] of Object.entries(has)) {
      this.#question(name, (question) => {
        const actual = question.relevant ? question.answer : null;
        return this.#same('has', name, question, expected, actual);
      });
    }
    const sent = answersOf(this.#interview);
    for (const [name, expected] of Object.entries(sends)) {
      this.#question(name, (question, { place }) =>
        this.#same('sends', name, question, expected, sentAt(sent, place)),
      );
    }
    for (const name of keepsBack) {
      this.#at(
        name,
        ({ place }) => {
          const actual = sentAt(sent, place);
          return isBlank(actual) || this.#miss('keepsBack', { name, actual: shown(actual) });
        },
        true,
      );
    }
  }

  choices({ offers = {}, withholds = {}, offersOnly = {} }: Expectation): void {
    const offered = (
      code: string,
      lists: Readonly<Record<string, readonly (string | number)[]>>,
      wrong: (expected: readonly string[], actual: readonly string[]) => readonly string[],
    ): void => {
      for (const [name, list] of Object.entries(lists)) {
        this.#question(name, ({ choices }) => {
          const actual = choices.map((choice) => choice.name);
          const off = wrong(list.map(String), actual);
          return off.length === 0 || this.#miss(code, { name, choices: off.join(', '), actual: few(actual) });
        });
      }
    };
    offered('offers', offers, (expected, actual) => expected.filter((each) => !actual.includes(each)));
    offered('withholds', withholds, (expected, actual) => expected.filter((each) => actual.includes(each)));
    offered('offersOnly', offersOnly, (expected, actual) => [
      ...new Set(expected).symmetricDifference(new Set(actual)),
    ]);
  }

  verdicts({ accepts = [], refuses = [], misses = [], wants = [] }: Expectation): void {
    const verdict = (name: string, judge: (question: AskedQuestion) => unknown): void =>
      this.#question(name, judge);
    for (const name of accepts) {
      verdict(
        name,
        ({ verdict: { kind, message } }) =>
          kind !== 'unacceptable' || this.#miss('accepts', { name, message: message?.text ?? '' }),
      );
    }
    const refused = Array.isArray(refuses)
      ? refuses.map((name) => [name, null] as const)
      : Object.entries(refuses);
    for (const [name, expected] of refused) {
      verdict(name, ({ verdict: { kind, message } }) => {
        if (kind !== 'unacceptable') return this.#miss('refuses', { name });
        const actual = message?.text ?? '';
        return (
          expected === null || expected === actual || this.#miss('refusesSaying', { name, expected, actual })
        );
      });
    }
    for (const name of misses)
      verdict(name, ({ verdict: { kind } }) => kind === 'missing' || this.#miss('misses', { name }));
    for (const name of wants)
      verdict(name, ({ verdict: { kind } }) => kind === 'wanted' || this.#miss('wants', { name }));
  }

  whole({ score = {}, ready }: Expectation): void {
    const scores = scoresIn(this.#interview);
    for (const [name, expected] of Object.entries(score)) {
      const actual = scores.get(name);
      if (actual === undefined) this.#miss('scoreUnknown', { name, scores: [...scores.keys()].join(', ') });
      else if (tenths(actual) !== tenths(expected)) {
        this.#miss('score', { name, expected: tenths(expected), actual: tenths(actual) });
      }
    }
    if (ready === undefined) return;
    const open = [...problemsIn(this.#interview)].filter(({ verdict }) => verdict.kind !== 'wanted');
    if (ready && open.length > 0) this.#miss('ready', { names: few(open.map(({ ref }) => ref)) });
    if (!ready && open.length === 0) this.#miss('notReady', {});
  }

  #miss(code: string, details: Miss['details']): void {
    this.misses.push({ code: `expect.${code}`, details });
  }

  /** `absent`: what stands nowhere, since its repeat has no instance, is as good as skipped. */
  #at(name: string, look: (at: Standing) => unknown, absent = false): void {
    const at = find(this.#interview, name);
    if (!isNameProblem(at)) look(at);
    else if (!(absent && at.code === 'nameNowhere')) this.misses.push(at);
  }

  #question(name: string, look: (question: AskedQuestion, at: Standing) => unknown): void {
    this.#at(name, (at) => {
      const question = questionAt(this.#interview, at.ref);
      if (question) look(question, at);
      else this.misses.push({ code: 'noQuestion', details: { name } });
    });
  }

  #same(code: string, name: string, { question }: AskedQuestion, expected: Given, actual: Answer): unknown {
    const wanted = toAnswer(question.kind, expected);
    return (
      isSame(wanted, actual) || this.#miss(code, { name, expected: shown(wanted), actual: shown(actual) })
    );
  }
}

/** Chosen names in any order; numbers as near as arithmetic comes. */
function isSame(a: Answer, b: Answer): boolean {
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  if (Array.isArray(a) && Array.isArray(b)) return [...a].sort().join(' ') === [...b].sort().join(' ');
  if (typeof a === 'number' || typeof b === 'number') return Math.abs(Number(a) - Number(b)) < 1e-9;
  return a === b;
}

const shown = (answer: Answer): string =>
  isBlank(answer) ? '–' : Array.isArray(answer) ? answer.join(' ') : String(answer);

const tenths = (score: number | null): string => (score === null ? '–' : String(oneDecimal(score)));

const mostNamed = 12; // names in one line of the terminal

const few = (names: readonly string[]): string =>
  names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} …` : names.join(', ') || '–';

/** What would be sent of a place like `/data/g/case[2]/title`. */
function sentAt(sent: Answers, place: string): Answer {
  let at: unknown = sent;
  for (const step of place.split('/').slice(2)) {
    const [, name = '', position] = /^([^[\]]+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : null;
    if (position !== undefined) at = Array.isArray(at) ? at[Number(position) - 1] : null;
  }
  return (at ?? null) as Answer;
}
