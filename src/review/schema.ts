/** Submissions as an office goes through them: a line of the table, what was noticed about it, and how to look for some. */
import * as z from 'zod/mini';
import { LanguageTag, Words } from '../questionnaire/index.ts';
import { Day, Remark, StandingKind, Submission, SubmissionId } from '../submission/index.ts';

/** What may be noticed about a submission (docs/review.md says by which rule). Nothing follows from it by itself. */
export const FlagKind = z.enum(['speed', 'line', 'contra', 'missing', 'dup', 'clock', 'text', 'gps']);
export type FlagKind = z.infer<typeof FlagKind>;

/** A flag, with the figure that led to it and the bound that it passed. */
export const Flag = z.object({
  flag: FlagKind,
  /** Which of the flag's rules. */
  why: z.enum([
    'seconds-per-item',
    'third-of-median',
    'pages-alike',
    'contradictions',
    'share-missing',
    'same-answers',
    'ends-before-start',
    'in-the-future',
    'before-opening',
    'personal',
    'metres',
  ]),
  figure: z.number(),
  bound: z.number(),
  /** The other submission, or the questions, that it is about. */
  about: z.exactOptional(z.array(z.string())),
});
export type Flag = z.infer<typeof Flag>;

/**
 * How a submission stands in the eyes of the office: what the store says, where received ones are told apart. corrected: received
 * again after the first time. accepted: somebody has looked at it and said that it may count as it is.
 */
export const State = z.enum([...StandingKind.options, 'corrected', 'accepted']);
export type State = z.infer<typeof State>;

/** One submission as a line. Of a withdrawn one there is nothing but that. */
export const Line = z.object({
  id: SubmissionId,
  /** A day where the survey is anonymous. */
  receivedAt: z.string(),
  state: State,
  code: z.string(),
  revision: z.number(),
  language: z.exactOptional(LanguageTag),
  mode: z.exactOptional(Submission.shape.mode),
  late: z.exactOptional(z.boolean()),
  device: z.exactOptional(z.string()),
  /** Seconds that the person was active; nothing where no page says so. */
  seconds: z.exactOptional(z.number()),
  /** By the name of a grouping question, what was answered. */
  groups: z.record(z.string(), z.string()),
  flags: z.array(Flag),
});
export type Line = z.infer<typeof Line>;

/** How to go through them: newest first, or those that fit. All that is said must hold. */
export const Wish = z.strictObject({
  state: z.exactOptional(State),
  language: z.exactOptional(LanguageTag),
  device: z.exactOptional(z.string().check(z.maxLength(64))),
  /** One of the kinds, or `any`. */
  flag: z.exactOptional(z.union([FlagKind, z.literal('any')])),
  /** A grouping question and the value, `gov_level=local`. */
  group: z.exactOptional(z.array(z.string().check(z.maxLength(300))).check(z.maxLength(4))),
  /** Received on these days, both included. */
  from: z.exactOptional(Day),
  until: z.exactOptional(Day),
  /** An id or a receipt code; then nothing else counts. */
  search: z.exactOptional(z.string().check(z.maxLength(64))),
});
export type Wish = z.infer<typeof Wish>;

/** A piece of the table. `next`: where the next one begins, `null` at the end; a piece may hold fewer than there is room for. */
export const LinePage = z.object({ lines: z.array(Line), next: z.nullable(z.string()) });
export type LinePage = z.infer<typeof LinePage>;

const Value = z.object({
  name: z.string(),
  label: z.exactOptional(Words),
  count: z.number(),
  /** How many there should be. */
  target: z.exactOptional(z.number()),
  /** The figure is told in tens: at least so many, and fewer than ten more. */
  about: z.exactOptional(z.boolean()),
});

/** How far a survey is, as it stands: kept up to date, never counted anew. */
export const Progress = z.object({
  counted: z.number(),
  /** How many there should be in all. */
  target: z.exactOptional(z.number()),
  states: z.array(z.object({ name: State, count: z.number() })),
  flags: z.array(z.object({ name: FlagKind, count: z.number() })),
  /** With at least one flag. */
  flagged: z.number(),
  days: z.array(z.object({ day: Day, count: z.number(), about: z.exactOptional(z.boolean()) })),
  languages: z.array(Value),
  devices: z.array(Value),
  /** By each question that results can be grouped by. */
  groups: z.array(z.object({ name: z.string(), label: z.exactOptional(Words), values: z.array(Value) })),
});
export type Progress = z.infer<typeof Progress>;
export type ProgressValue = z.infer<typeof Value>;

/** What a coordinator says when a submission is set aside. */
export const Aside = z.strictObject({ reason: Remark.shape.text });
