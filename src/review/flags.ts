/**
 * Quality flags (docs/review.md): each a rule with a figure and a bound, so that a person can judge it. They are signs and no
 * verdicts: some eight to twelve of a hundred answer carelessly (Meade & Craig 2012), and most who are flagged are none of them.
 */
import { positionOf, toPoints } from '../questionnaire/index.ts';
import { type Submission, type Survey, toAbout } from '../submission/index.ts';
import { type Given, givenIn } from './given.ts';
import type { ReviewPlan, ScaleItem } from './plan.ts';
import type { Flag } from './schema.ts';

/** What a submission is held against besides itself. */
export interface Surroundings {
  readonly survey: Pick<Survey, 'privacy' | 'opensOn'>;
  readonly receivedAt: string;
  /** Of the active seconds in its language and mode; nothing below thirty of them. */
  readonly median: number | null;
  /** Whether a statement was asked at all, by its path; looked up only where much is missing. */
  isAsked(path: string): boolean;
  /** Others that may be the same again. */
  readonly others: readonly { readonly code: string; readonly given: Given }[];
}

const bounds = {
  secondsPerItem: 2,
  partOfMedian: 1 / 3,
  pagesAlike: 2,
  fewestAlike: 6,
  contradictions: 3,
  agrees: 4,
  agreesOnAverage: 4.5,
  missing: 50,
  same: 95,
  fewestSame: 20,
  hours: 24,
  metres: 100,
} as const;

/** Below so many, a median says more of chance than of people. */
export const fewestForMedian = 30;

/** All that is to be noticed about a submission, in the order of the kinds. */
export function flagsOf(plan: ReviewPlan, submission: Submission, around: Surroundings): Flag[] {
  const given = givenIn(submission.answers);
  return [
    ...speed(plan, given, submission, around),
    ...straightLines(plan, given),
    ...contradictions(plan, given),
    ...missing(plan, given, around),
    ...again(given, around),
    ...clock(submission, around),
    ...personal(plan, given),
    ...places(plan, given),
  ];
}

/** Active seconds on all pages; `null` where no page tells any. */
export function secondsOf({ pages }: Pick<Submission, 'pages'>): number | null {
  const times = Object.values(pages);
  return times.length === 0 ? null : Math.round(times.reduce((sum, time) => sum + time, 0) / 1000);
}

/**
 * Times are kept as about so long, always downwards (`toAbout`). Who could have taken two seconds for each is not flagged: what is
 * held against the bound is the longest that it may have been.
 */
function speed(
  { items }: ReviewPlan,
  given: Given,
  submission: Submission,
  { median }: Surroundings,
): Flag[] {
  const { pages } = submission;
  const answered = items.filter(({ name }) => given.has(name));
  const timed = answered.filter(({ page, name }) => pages[page] !== undefined || pages[name] !== undefined);
  const names = new Set(timed.flatMap(({ page, name }) => [page, name]));
  let most = 0;
  for (const name of names) if (pages[name] !== undefined) most += longestAs(pages[name]) / 1000;
  const each = timed.length === 0 ? null : most / timed.length;
  if (each !== null && each < bounds.secondsPerItem)
    return [
      { flag: 'speed', why: 'seconds-per-item', figure: oneDecimalOf(each), bound: bounds.secondsPerItem },
    ];
  const seconds = secondsOf(submission);
  if (median === null || seconds === null || seconds >= median * bounds.partOfMedian) return [];
  return [
    {
      flag: 'speed',
      why: 'third-of-median',
      figure: seconds,
      bound: Math.round(median * bounds.partOfMedian),
    },
  ];
}

/** The longest time that is told as this one. */
function longestAs(about: number): number {
  let [low, high] = [about, about * 2 + 1_000];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (toAbout(middle) <= about) low = middle;
    else high = middle;
  }
  return low;
}

function straightLines({ items }: ReviewPlan, given: Given): Flag[] {
  const alike = [...Map.groupBy(items, ({ page }) => page)].filter(([, onPage]) => {
    const points = pointsOn(onPage, given);
    return (
      onPage.some(({ reversed }) => reversed) &&
      points.length >= bounds.fewestAlike &&
      points.every((point) => point === points[0])
    );
  });
  if (alike.length < bounds.pagesAlike) return [];
  return [
    {
      flag: 'line',
      why: 'pages-alike',
      figure: alike.length,
      bound: bounds.pagesAlike,
      about: alike.map(([page]) => page),
    },
  ];
}

const pointOf = (given: Given, name: string): number | null => toPoints(given.get(name)?.[0] ?? null, false);

const pointsOn = (items: readonly ScaleItem[], given: Given): number[] =>
  items.flatMap(({ name }) => pointOf(given, name) ?? []);

function contradictions({ items }: ReviewPlan, given: Given): Flag[] {
  const against = items.filter(({ name, reversed, fellows }) => {
    const others = fellows.flatMap((fellow) => pointOf(given, fellow) ?? []);
    const mean = others.reduce((sum, point) => sum + point, 0) / others.length;
    return reversed && (pointOf(given, name) ?? 0) >= bounds.agrees && mean >= bounds.agreesOnAverage;
  });
  if (against.length < bounds.contradictions) return [];
  return [
    {
      flag: 'contra',
      why: 'contradictions',
      figure: against.length,
      bound: bounds.contradictions,
      about: against.map(({ name }) => name),
    },
  ];
}

function missing({ items, questions }: ReviewPlan, given: Given, { isAsked }: Surroundings): Flag[] {
  if (items.length === 0) return [];
  const without = items.filter(({ name }) => pointOf(given, name) === null);
  const share = (lacking: number, asked: number) => (asked === 0 ? 0 : (100 * lacking) / asked);
  // what was not asked is missing, too, at first sight: only who lacks much is looked at again
  if (share(without.length, items.length) <= bounds.missing) return [];
  const pathOf = (name: string) => questions.get(name)?.path ?? '';
  const lacking = without.filter(({ name }) => given.has(name) || isAsked(pathOf(name)));
  const figure = share(lacking.length, items.length - without.length + lacking.length);
  if (figure <= bounds.missing) return [];
  return [{ flag: 'missing', why: 'share-missing', figure: Math.round(figure), bound: bounds.missing }];
}

/** Whether two are so alike that nobody else would have answered so: nearly every answer the same, of twenty or more. */
function again(given: Given, { others }: Surroundings): Flag[] {
  const found = others
    .map(({ code, given: other }) => ({ code, figure: sameness(given, other) }))
    .filter(({ figure }) => figure >= bounds.same)
    .sort((a, b) => b.figure - a.figure);
  const [first] = found;
  if (!first) return [];
  return [
    {
      flag: 'dup',
      why: 'same-answers',
      figure: Math.floor(first.figure),
      bound: bounds.same,
      about: [first.code],
    },
  ];
}

/** Of a hundred answers, how many are the same; 0 where there are too few to tell. */
function sameness(one: Given, other: Given): number {
  const names = new Set([...one.keys(), ...other.keys()]);
  if (names.size < bounds.fewestSame) return 0;
  const textOf = (given: Given, name: string) => given.get(name)?.join('\n');
  const same = [...names].filter((name) => textOf(one, name) === textOf(other, name));
  return (100 * same.length) / names.size;
}

/** Of all answers, the part that two may differ in and still be the same again. */
export const mostDifferent = 1 - bounds.same / 100;

/** Enough answers for two to be held against each other. */
export const isComparable = (given: Given): boolean => given.size >= bounds.fewestSame;

const hour = 60 * 60_000;

/** A submission may wait for weeks on a phone: that it comes late says nothing of its clock. */
function clock({ startedAt, finishedAt }: Submission, { survey, receivedAt }: Surroundings): Flag[] {
  const ahead = (late: string, early: string) => Math.floor((Date.parse(late) - Date.parse(early)) / hour);
  const tell = (why: Flag['why'], figure: number, bound: number): Flag[] => [
    { flag: 'clock', why, figure, bound },
  ];
  if (Date.parse(startedAt) > Date.parse(finishedAt))
    return tell('ends-before-start', Math.max(1, ahead(startedAt, finishedAt)), 0);
  const future = ahead(finishedAt, receivedAt);
  if (future > bounds.hours) return tell('in-the-future', future, bounds.hours);
  const early = survey.opensOn === undefined ? 0 : ahead(survey.opensOn, startedAt);
  return early > bounds.hours ? tell('before-opening', early, bounds.hours) : [];
}

const mail = /[^\s@]+@[^\s@]+\.[^\s@]{2,}/;
const number = /(?:[\d๐-๙][\s().-]?){8,}/; // a telephone's, or one that stands for a person

/** What may tell who somebody is, in text that was written freely. */
function personal({ questions }: ReviewPlan, given: Given): Flag[] {
  const about = [...given].flatMap(([name, texts]) =>
    questions.get(name)?.kind === 'text' && texts.some((text) => mail.test(text) || number.test(text))
      ? [name]
      : [],
  );
  return about.length === 0 ? [] : [{ flag: 'text', why: 'personal', figure: about.length, bound: 0, about }];
}

function places({ questions }: ReviewPlan, given: Given): Flag[] {
  const vague = [...given].flatMap(([name, answers]) =>
    questions.get(name)?.kind === 'place'
      ? answers.map((answer) => ({ name, metres: positionOf(answer)?.accuracy ?? 0 }))
      : [],
  );
  const worst = vague.sort((a, b) => b.metres - a.metres)[0];
  if (!worst || worst.metres <= bounds.metres) return [];
  return [
    {
      flag: 'gps',
      why: 'metres',
      figure: Math.round(worst.metres),
      bound: bounds.metres,
      about: [worst.name],
    },
  ];
}

const oneDecimalOf = (value: number): number => Math.round(value * 10) / 10;
