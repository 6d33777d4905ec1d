/** How an interview went, as columns: in a few lengths of time only, and counts. Nobody is known by them. */
import { toAbout } from './privacy.ts';
import type { Metadata } from './table.ts';

/** What is listed by name stands as `name=number`, with spaces between: a column for each page would double a wide table. */
export const courseColumns: Metadata = [
  ['seconds', ({ submission: { pages } }) => toAbout(sum(pages)) / 1_000, 'number'],
  ['page_seconds', ({ submission: { pages } }) => listed(pages, (spent) => toAbout(spent) / 1_000)],
  [
    'language_changes',
    ({ submission: { course } }) => (course?.languages ? course.languages.length - 1 : 0),
    'number',
  ],
  ['languages', ({ submission: { course, language } }) => course?.languages?.join(' ') ?? language],
  ['changes', ({ submission: { course } }) => sum(course?.changed ?? {}), 'number'],
  ['changed_answers', ({ submission: { course } }) => listed(course?.changed ?? {}, (count) => count)],
];

const sum = (by: Readonly<Record<string, number>>): number =>
  Object.values(by).reduce((before, one) => before + one, 0);

const listed = (by: Readonly<Record<string, number>>, told: (number: number) => number): string | null =>
  Object.entries(by)
    .map(([name, number]) => `${name}=${told(number)}`)
    .join(' ') || null;
