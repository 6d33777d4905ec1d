/** Results in the reader's words. */

import { inWords, plainText, type Words } from '../questionnaire/index.ts';
import {
  bucketEnd,
  bucketNames,
  type Distribution,
  type GroupingOffered,
  isExact,
  languageColumn,
  modeColumn,
  type QuestionFigures,
  type QuestionResults,
  type Results,
  type ScoreFigures,
} from '../results/index.ts';
import type { Say } from './words.ts';

/** What writes names and numbers for one reader. */
export interface Reader {
  readonly t: Say;
  readonly language: string;
  /** How a language is called. */
  nameOf(tag: string): string;
  /** The language of the survey's own words, where it lacks the reader's. */
  readonly fallback: string;
}

/** Holes that an answer would fill stay open: these words are about everybody. */
const holes = /\s*[([]?(\{\{[^{}]*\}\}|\$\{[^{}]*\})[)\]]?/g;

export const words = (
  { language, fallback }: Pick<Reader, 'language' | 'fallback'>,
  of: Words | undefined,
  code: string,
): string =>
  of === undefined
    ? code
    : plainText(inWords(of, language, [fallback]).text.replace(holes, '')).trim() || code;

export function questionWords(reader: Reader, { path, label, name }: QuestionResults): string {
  if (path === languageColumn) return reader.t('results.language');
  if (path === modeColumn) return reader.t('results.mode');
  return words(reader, label, name);
}

export function groupingWords(reader: Reader, { name, label }: GroupingOffered): string {
  if (name === languageColumn) return reader.t('results.language');
  if (name === modeColumn) return reader.t('results.mode');
  return words(reader, label, name);
}

/** How a value of a question or a grouping reads. */
export function valueWords(
  reader: Reader,
  of: string,
  value: { readonly name: string; readonly label?: Words | undefined },
): string {
  if (of === languageColumn) return reader.nameOf(value.name);
  if (of === modeColumn) return reader.t(`results.modes.${value.name as 'self' | 'assisted' | 'interview'}`);
  return words(reader, value.label, value.name);
}

/** How the categories of a question read, and last what is none of them. */
export function categoryWords(reader: Reader, { kind, name, categories }: QuestionResults): string[] {
  const named =
    kind === 'number'
      ? bucketNames.map((_, at) => bucketWords(reader, at))
      : categories.map((category) => valueWords(reader, name, category));
  return [...named, reader.t('results.else')];
}

function bucketWords({ language, t }: Reader, at: number): string {
  const write = new Intl.NumberFormat(language).format;
  if (at === 0) return t('results.below', { number: write(0) });
  const begin = Number(bucketNames[at]);
  const end = bucketEnd(at);
  if (isExact(at)) return write(begin);
  return end === null ? t('results.from', { number: write(begin) }) : `${write(begin)}–${write(end - 1)}`;
}

export const isDistribution = (figures: QuestionFigures | undefined): figures is Distribution =>
  !!figures && 'counts' in figures;

/** The part of those who count that a category has; `null` where it is hidden. */
export const shareOf = ({ counts, shares, valid }: Distribution, category: number): number | null => {
  if (shares) return shares[category] ?? null;
  const count = counts[category] ?? null;
  return count === null ? null : valid === 0 ? 0 : count / valid;
};

/** The categories worth a line: all that are no number, and of numbers those from the first to the last that anybody gave. */
export function categoriesShown({ kind, categories, all, groups = [] }: QuestionResults): number[] {
  const figures = [all, ...groups].filter(isDistribution);
  const isUsed = (at: number) => figures.some(({ counts }) => counts[at] !== 0);
  const places = categories.map((_, at) => at);
  const used = places.filter(isUsed);
  const [first = 0, last = -1] = [used[0], used.at(-1)];
  const named =
    kind === 'number'
      ? places.filter((at) => at >= first && at <= last)
      : categories.length > 20
        ? used
        : places;
  return isUsed(categories.length) ? [...named, categories.length] : named;
}

/** Those that are part of the question's scale. */
export const isOfScale = ({ categories }: QuestionResults, at: number): boolean => !categories[at]?.apart;

export const percent = (language: string, digits = 0): ((share: number) => string) =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format;

export const oneDigit = (language: string): ((value: number) => string) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;

export const twoDigits = (language: string): ((value: number) => string) =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format;

/** The values by which results are grouped now, as they read. */
export function groupNames(reader: Reader, { by, groupings }: Results): string[] {
  const grouping = groupings.find(({ name }) => name === by?.name);
  return grouping ? grouping.values.map((value) => valueWords(reader, grouping.name, value)) : [];
}

export const hasMean = (
  figures: ScoreFigures | undefined,
): figures is Extract<ScoreFigures, { mean: number }> => !!figures && 'mean' in figures;

/** A line of a chart or table: a question, or a group that answered it. */
export interface QuestionRow {
  readonly name: string;
  readonly question: QuestionResults;
  readonly figures: QuestionFigures;
}
