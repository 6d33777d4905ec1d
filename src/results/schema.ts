/** The shapes in which results are asked for and told. */
import * as z from 'zod/mini';
import { Name, Words } from '../questionnaire/index.ts';

/** What the survey team has decided about its results, before they look at any. */
export const ResultsWish = z.object({
  /** Questions by which results can be grouped. Without it, those that ask who somebody is. */
  groups: z.exactOptional(z.array(Name)),
  /** The question (nearly always a calculation) that has each person's weight. */
  weight: z.exactOptional(Name),
  /** Scores whose items need not go together (policy, process, service): no reliability is told of them. */
  formative: z.exactOptional(z.array(Name)),
});
export type ResultsWish = z.infer<typeof ResultsWish>;

/** `null` is hidden: a group under ten, or one by which such a group could be worked out. */
const Count = z.nullable(z.number());

/** How a question was answered. */
export const Distribution = z.object({
  notAsked: z.number(),
  notAnswered: z.number(),
  answered: z.number(),
  /** Who said something that is not set apart: what shares are of. */
  valid: z.number(),
  /** By category, and last what is none of them. Of `many`, each who chose it. */
  counts: z.array(Count),
  /** With weights: the same, weighted, as parts of the valid. */
  shares: z.exactOptional(z.array(Count)),
  mean: z.exactOptional(z.number()),
  sd: z.exactOptional(z.number()),
});
export type Distribution = z.infer<typeof Distribution>;

/** All gave the same answer: told as "more than 95 %", not as everybody. */
export const Unanimous = z.object({
  unanimous: z.literal(true),
  valid: z.number(),
  category: z.exactOptional(z.number()),
});
export type Unanimous = z.infer<typeof Unanimous>;

export const QuestionFigures = z.nullable(z.union([Distribution, Unanimous]));
export type QuestionFigures = z.infer<typeof QuestionFigures>;

export const ReliabilityFigures = z.object({
  n: z.number(),
  alpha: z.nullable(z.object({ value: z.number(), low: z.number(), high: z.number() })),
  omega: z.nullable(z.number()),
  spearmanBrown: z.nullable(z.number()),
  items: z.array(
    z.object({ name: z.string(), rest: z.nullable(z.number()), alphaWithout: z.nullable(z.number()) }),
  ),
});
export type ReliabilityFigures = z.infer<typeof ReliabilityFigures>;

export const ScoreDistribution = z.object({
  n: z.number(),
  /** With weights: how many equal ones the weighted are worth (Kish). */
  effective: z.exactOptional(z.number()),
  mean: z.number(),
  sd: z.number(),
  /** The mean's interval of 95 %. */
  low: z.number(),
  high: z.number(),
  /** How many lie in each band of ten points. */
  bands: z.array(z.number()),
  reliability: z.exactOptional(ReliabilityFigures),
});
export type ScoreDistribution = z.infer<typeof ScoreDistribution>;

export const ScoreFigures = z.nullable(z.union([ScoreDistribution, Unanimous]));
export type ScoreFigures = z.infer<typeof ScoreFigures>;

/** What one should know before one reads a figure; its sentence is in the locales under `results.caution`. */
export const CautionCode = z.enum([
  'few',
  'reliability-unstable',
  'reliability-poor',
  'reliability-modest',
  'reliability-too-high',
  'item-apart',
  'item-reversed-apart',
  'language-few',
  'language-unreliable',
  'item-functions-otherwise',
  'open-link',
  'modes-mixed',
]);
export const Caution = z.object({
  code: CautionCode,
  score: z.exactOptional(z.string()),
  item: z.exactOptional(z.string()),
  language: z.exactOptional(z.string()),
  figure: z.exactOptional(z.number()),
});
export type Caution = z.infer<typeof Caution>;

/** Whether an item is answered differently in two languages by people who are alike on the scale (Mantel 1963). */
export const Functioning = z.object({
  score: z.string(),
  item: z.string(),
  language: z.string(),
  reference: z.string(),
  n: z.number(),
  chiSquare: z.number(),
  p: z.number(),
  /** Difference of the item's mean at equal sums, in standard deviations of the item; negative: lower in this language. */
  difference: z.number(),
  size: z.enum(['none', 'moderate', 'large']),
});
export type Functioning = z.infer<typeof Functioning>;

const Choice = z.object({
  name: z.string(),
  label: z.exactOptional(Words),
  apart: z.exactOptional(z.literal(true)),
});

export const QuestionResults = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['one', 'many', 'number', 'other']),
  label: z.exactOptional(Words),
  hint: z.exactOptional(Words),
  /** The group or page it stands in. */
  section: z.exactOptional(Words),
  /** An item of a scale: its categories go from least to most. */
  agreement: z.exactOptional(z.literal(true)),
  reversed: z.exactOptional(z.literal(true)),
  /** Answered in words. */
  written: z.exactOptional(z.literal(true)),
  /** Answered once for each case of a repeat. */
  repeated: z.exactOptional(z.literal(true)),
  categories: z.array(Choice),
  all: QuestionFigures,
  /** By the values of `by`. */
  groups: z.exactOptional(z.array(QuestionFigures)),
});
export type QuestionResults = z.infer<typeof QuestionResults>;

export const ScoreResults = z.object({
  name: z.string(),
  label: Words,
  kind: z.enum(['scale', 'index', 'points']),
  /** Items or scores that it is made of. */
  of: z.array(z.string()),
  all: ScoreFigures,
  groups: z.exactOptional(z.array(ScoreFigures)),
});
export type ScoreResults = z.infer<typeof ScoreResults>;

export const GroupingOffered = z.object({
  name: z.string(),
  label: z.exactOptional(Words),
  values: z.array(Choice),
});
export type GroupingOffered = z.infer<typeof GroupingOffered>;

export const Results = z.object({
  survey: z.string(),
  /** Groups of fewer are nowhere. */
  threshold: z.number(),
  /** Submissions that count now. Those since the release are not in the figures yet. */
  submissions: z.number(),
  /** `null` until there are enough. */
  release: z.nullable(
    z.object({
      day: z.string(),
      submissions: z.number(),
      weighted: z.boolean(),
    }),
  ),
  groupings: z.array(GroupingOffered),
  by: z.exactOptional(z.object({ name: z.string(), sizes: z.array(Count) })),
  questions: z.array(QuestionResults),
  scores: z.array(ScoreResults),
  functioning: z.array(Functioning),
  cautions: z.array(Caution),
});
export type Results = z.infer<typeof Results>;
