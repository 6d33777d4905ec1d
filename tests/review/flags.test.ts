import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  alikeMarks,
  flagsOf,
  givenIn,
  marksOf,
  medianOf,
  reviewPlanOf,
  type Surroundings,
  timeMark,
} from '../../src/review/index.ts';
import type { Submission } from '../../src/submission/index.ts';
import { languages, questionnaire } from '../results/people.ts';

const plan = reviewPlanOf(questionnaire, languages);

const around: Surroundings = {
  survey: { privacy: 'confidential' },
  receivedAt: '2026-11-23T09:00:00.000Z',
  median: null,
  isAsked: () => true,
  others: [],
};

/** What somebody says who reads: agrees mostly, and disagrees where the statement is turned round. */
function careful(changes: Record<string, string> = {}, more: Partial<Submission> = {}): Submission {
  const onPage = (page: string) =>
    Object.fromEntries(
      plan.items
        .filter((item) => item.page === page)
        .map(({ name, reversed }, at) => [name, changes[name] ?? (reversed ? '2' : String(3 + (at % 2)))]),
    );
  const pages = [...new Set(plan.items.map(({ page }) => page))];
  return {
    format: 1,
    id: '019ab0c0-0000-7000-8000-000000000001',
    survey: 'demo',
    questionnaire: '1'.repeat(64),
    language: 'th',
    mode: 'self',
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:30:00.000Z',
    pages: Object.fromEntries(pages.map((page) => [page, 60_000])),
    app: '1',
    answers: {
      g_work: { country: 'TH', gov_level: 'local' },
      ...Object.fromEntries(pages.map((page) => [page, onPage(page)])),
    },
    ...more,
  };
}
const all = (point: string) => Object.fromEntries(plan.items.map(({ name }) => [name, point]));
const flagged = (submission: Submission, changes: Partial<Surroundings> = {}) =>
  flagsOf(plan, submission, { ...around, ...changes });

test('the seven reversed statements are held against their scales, the one on technology against the breadth of innovation', () => {
  const reversed = plan.items.filter((item) => item.reversed);
  expect(reversed.map(({ name }) => name).sort()).toEqual(
    ['brd_tech', 'cre_04', 'inc_02', 'int_04', 'par_04', 'res_03', 'rsk_04'].sort(),
  );
  expect(reversed.find(({ name }) => name === 'brd_tech')?.fellows).toEqual([
    'brd_pol',
    'brd_proc',
    'brd_serv',
  ]);
  expect(reversed.find(({ name }) => name === 'inc_02')?.fellows).toHaveLength(5);
});

test('nothing is noticed about somebody who reads and answers', () => {
  expect(flagged(careful())).toEqual([]);
  expect(flagged(careful({}, { pages: {} }))).toEqual([]); // no time is no haste
});

test('the same answer down the pages is a straight line, and says the opposite of itself', () => {
  expect(flagged(careful(all('5')))).toEqual([
    { flag: 'line', why: 'pages-alike', figure: 5, bound: 2, about: ['p1', 'p2', 'p3', 'p4', 'p5'] },
    {
      flag: 'contra',
      why: 'contradictions',
      figure: 7,
      bound: 3,
      about: expect.arrayContaining(['brd_tech']),
    },
  ]);
  expect(flagged(careful(all('3'))).map(({ flag }) => flag)).toEqual(['line']);
});

test('haste is less than two seconds for a statement, in favour of who may have taken them', () => {
  const quick = (milliseconds: number) =>
    flagged(
      careful(
        {},
        { pages: Object.fromEntries(['p1', 'p2', 'p3', 'p4', 'p5'].map((page) => [page, milliseconds])) },
      ),
    );
  expect(quick(5_000)).toEqual([{ flag: 'speed', why: 'seconds-per-item', figure: 0.9, bound: 2 }]);
  expect(quick(15_000)).toEqual([]); // told as 15 s, it may have been 20
});

test('or less than a third of what others take, once thirty have shown how long that is', () => {
  const counts = new Map<string, number>();
  for (let person = 0; person < 31; person++) {
    const mark = timeMark('th', 'self', 550 + 10 * person);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  const { n, seconds } = medianOf(counts, 'th', 'self');
  expect(n).toBe(31);
  expect(Math.abs(seconds / 700 - 1)).toBeLessThan(0.07);
  expect(medianOf(counts, 'en', 'self').n).toBe(0);
  const short = careful({}, { pages: { p1: 45_000, p2: 45_000, p3: 45_000, p4: 30_000, p5: 30_000 } });
  expect(flagged(short, { median: seconds })).toMatchObject([{ why: 'third-of-median', figure: 195 }]);
  expect(flagged(short, { median: 500 })).toEqual([]);
});

test('more than half without an answer is much; what was not asked is not missing', () => {
  const silent = careful(Object.fromEntries(plan.items.slice(0, 25).map(({ name }) => [name, '98'])));
  expect(flagged(silent)).toMatchObject([{ flag: 'missing', figure: 66, bound: 50 }]);
  const { p1: _, p2: __, p3: ___, ...few } = careful().answers;
  const asked = careful({}, { answers: few });
  expect(flagged(asked)).toMatchObject([{ flag: 'missing' }]);
  expect(flagged(asked, { isAsked: (path) => !/p[123]/.test(path) })).toEqual([]);
});

test('a clock is odd that ends before it begins, is a day ahead, or began before the survey did; lateness is not odd', () => {
  const why = (more: Partial<Submission>, changes: Partial<Surroundings> = {}) =>
    flagged(careful({}, more), changes).map((it) => it.why);
  expect(why({ finishedAt: '2026-11-23T07:00:00.000Z' })).toEqual(['ends-before-start']);
  expect(why({ startedAt: '2026-11-25T08:00:00.000Z', finishedAt: '2026-11-25T09:00:00.000Z' })).toEqual([
    'in-the-future',
  ]);
  expect(why({}, { survey: { privacy: 'confidential', opensOn: '2026-12-01' } })).toEqual(['before-opening']);
  expect(why({ startedAt: '2026-10-01T08:00:00.000Z', finishedAt: '2026-10-01T09:00:00.000Z' })).toEqual([]);
  expect(why({ startedAt: '2026-11-24', finishedAt: '2026-11-24' }, { receivedAt: '2026-11-23' })).toEqual(
    [],
  ); // midnight
});

test('an address or a long number in free text may tell who somebody is', () => {
  const write = (text: string) =>
    flagged(careful({}, { answers: { ...careful().answers, g_exp: { open_help: text } } })).map(
      ({ flag }) => flag,
    );
  expect(write('ask somchai@example.go.th')).toEqual(['text']);
  expect(write('โทร ๐๘๑-๒๓๔-๕๖๗๘')).toEqual(['text']);
  expect(write('In 2026 we had 1,200 visitors')).toEqual([]);
});

test('two of one device and profile that say nearly the same find each other; others do not', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const marks = (submission: Submission, device: string) =>
    alikeMarks(plan, givenIn(submission.answers), device, hash);
  const one = careful();
  const nearly = careful({ int_01: '1', aln_02: '1' });
  const other = careful(Object.fromEntries(plan.items.map(({ name }, at) => [name, String(1 + (at % 5))])));
  const shared = (a: string[], b: string[]) => a.filter((mark) => b.includes(mark)).length;
  expect(shared(marks(one, 'phone'), marks(nearly, 'phone'))).toBeGreaterThan(0);
  expect(shared(marks(one, 'phone'), marks(nearly, 'tablet'))).toBe(0);
  expect(shared(marks(one, 'phone'), marks(other, 'phone'))).toBe(0);
  expect(shared(marks(one, ''), marks(one, ''))).toBe(1); // no device is known: the very same
  expect(shared(marks(one, ''), marks(nearly, ''))).toBe(0);
  const others = [{ code: 'AAAAA-AAAAA', given: givenIn(nearly.answers) }];
  expect(flagged(one, { others })).toMatchObject([{ flag: 'dup', about: ['AAAAA-AAAAA'], bound: 95 }]);
  expect(flagged(one, { others: [{ code: 'x', given: givenIn(other.answers) }] })).toEqual([]);
});

test('a line that does not count is found by its standing, and is in no figure', () => {
  const line = {
    id: '019ab0c0-0000-7000-8000-000000000001',
    receivedAt: '2026-11-23',
    code: 'AAAAA-AAAAA',
    revision: 1,
    language: 'th',
    groups: { gov_level: 'local' },
    flags: [],
  };
  expect(marksOf({ ...line, state: 'received' }, [])).toContain('#q:gov_level=local');
  const aside = marksOf({ ...line, state: 'aside' }, []);
  expect(aside).toEqual(['s:aside', 'l:th', 'q:gov_level=local']);
});
