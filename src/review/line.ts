/**
 * A submission as one line of the table, and the marks that it is found and counted by. A mark says one thing of it (`l:th`, its
 * language); those that begin with `#` are only counted.
 */
import type { StandingKind, Submission } from '../submission/index.ts';
import { isComparable, mostDifferent, secondsOf } from './flags.ts';
import { type Given, givenIn } from './given.ts';
import type { ReviewPlan } from './plan.ts';
import type { Flag, Line, State, Wish } from './schema.ts';

/** What is known of a submission besides its answers. */
export interface Noted {
  readonly id: string;
  /** When its first revision came. */
  readonly receivedAt: string;
  readonly standing: StandingKind;
  /** The last that was done with it. */
  readonly last: string;
  readonly revision: number;
  readonly code: string;
  readonly late: boolean;
  readonly device: string;
}

export function stateOf({ standing, last, revision }: Pick<Noted, 'standing' | 'last' | 'revision'>): State {
  if (standing !== 'received') return standing;
  if (last === 'accepted') return 'accepted';
  return revision > 1 ? 'corrected' : 'received';
}

/** Whether a survey's figures count those who stand so. */
export const countsAs = (state: State): boolean =>
  state !== 'withdrawn' && state !== 'review' && state !== 'aside';

export function lineOf(plan: ReviewPlan, noted: Noted, submission: Submission, flags: readonly Flag[]): Line {
  const { id, receivedAt, code, revision, late, device } = noted;
  const { language, mode } = submission;
  const given = givenIn(submission.answers);
  const seconds = secondsOf(submission);
  const groups = plan.groups.flatMap((name) => {
    const value = given.get(name)?.[0];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    id,
    receivedAt,
    state: stateOf(noted),
    code,
    revision,
    language,
    mode,
    late,
    ...(device && { device }),
    ...(seconds !== null && { seconds }),
    groups: Object.fromEntries(groups),
    flags: [...flags],
  };
}

/** Of one that was taken back: that it was. */
export const withdrawnLine = ({ id, receivedAt, code, revision }: Noted): Line => ({
  id,
  receivedAt,
  state: 'withdrawn',
  code,
  revision,
  groups: {},
  flags: [],
});

/** Every mark of a line, each once. */
export function marksOf(line: Line, alike: readonly string[]): string[] {
  const { state, language, mode, device, seconds, groups, flags, receivedAt } = line;
  const found = [
    ...(language ? [markOf.language(language)] : []),
    ...(device ? [markOf.device(device)] : []),
    ...Object.entries(groups).map(([name, value]) => markOf.group(`${name}=${value}`)),
  ];
  const counted = countsAs(state)
    ? [...found.map((mark) => `#${mark}`), `#d:${receivedAt.slice(0, 10)}`, '#counted']
    : [];
  const timed = language && mode && seconds !== undefined ? [timeMark(language, mode, seconds)] : [];
  return [
    ...new Set([
      markOf.state(state),
      ...found,
      ...flags.map(({ flag }) => markOf.flag(flag)),
      ...(flags.length > 0 ? [markOf.flag('any')] : []),
      ...alike,
      ...counted,
      ...timed,
    ]),
  ];
}

export const markOf = {
  state: (state: State) => `s:${state}`,
  language: (language: string) => `l:${language}`,
  device: (device: string) => `v:${device}`,
  flag: (flag: string) => `f:${flag}`,
  group: (value: string) => `q:${value}`,
} as const;

/** The marks that everything must have that fits a wish. */
export const marksWished = ({ state, language, device, flag, group = [] }: Wish): string[] => [
  ...(state ? [markOf.state(state)] : []),
  ...(language ? [markOf.language(language)] : []),
  ...(device ? [markOf.device(device)] : []),
  ...(flag ? [markOf.flag(flag)] : []),
  ...group.map(markOf.group),
];

/**
 * By which others are found that may be the same again. Where no device is known: those with the very same answers. On one device:
 * those of the same profile. Their questions are dealt into one band more than answers may differ, so that of two that are alike
 * one band at least is the same. Nothing where there is too little to tell.
 */
export function alikeMarks(
  { groups, questions }: ReviewPlan,
  given: Given,
  device: string,
  hash: (text: string) => string,
): string[] {
  if (!isComparable(given)) return [];
  const lines = [...given].map(([name, answers]) => ({ name, said: JSON.stringify([name, answers]) }));
  const mark = (said: readonly string[]) => `p:${hash(said.join('\n')).slice(0, 22)}`;
  if (!device) return [mark(lines.map(({ said }) => said).sort())];
  const profile = [device, ...groups.map((name) => given.get(name)?.[0] ?? '')];
  const places = new Map([...questions.keys()].map((name, at) => [name, at]));
  const bands = Math.floor(questions.size * mostDifferent) + 1;
  return Array.from({ length: bands }, (_, band) =>
    mark([
      ...profile,
      `${band}`,
      ...lines.flatMap(({ name, said }) => ((places.get(name) ?? 0) % bands === band ? [said] : [])).sort(),
    ]),
  );
}

const steps = 6; // to each doubling: a median is known to an eighth

/** Counts how long it took, so that a median can be read from the counts. */
export const timeMark = (language: string, mode: string, seconds: number): string =>
  `${timesOf(language, mode)}${Math.round(steps * Math.log2(Math.max(1, seconds)))}`;
export const timesOf = (language: string, mode: string): string => `#t:${language}:${mode}:`;

/** The median of times that were counted, and how many they are. */
export function medianOf(
  counts: ReadonlyMap<string, number>,
  language: string,
  mode: string,
): { readonly n: number; readonly seconds: number } {
  const prefix = timesOf(language, mode);
  const times = [...counts]
    .flatMap(([mark, n]) =>
      mark.startsWith(prefix) && n > 0 ? [{ step: Number(mark.slice(prefix.length)), n }] : [],
    )
    .sort((a, b) => a.step - b.step);
  const n = times.reduce((sum, time) => sum + time.n, 0);
  let passed = 0;
  const middle = times.find((time) => {
    passed += time.n;
    return passed * 2 >= n;
  });
  return { n, seconds: middle ? 2 ** (middle.step / steps) : 0 };
}
