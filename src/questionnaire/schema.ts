/**
 * The one place where the shape of a questionnaire is written. A questionnaire is a single JSON document
 * with all its languages inside; its version is its content hash (`version.ts`), so it is never edited:
 * a change makes another questionnaire.
 */
import * as z from 'zod/mini';
import { Answers } from './answers.ts';

/** A name as XLSForm allows it: XML's NCName, in any script. */
export const Name = z.string().check(z.regex(/^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u), z.maxLength(255));

/** BCP 47 tag of a language (`en`, `ms`, `fil`, `th`, `vi`, `pt-BR` …) or XLSForm's `default`. */
export const LanguageTag = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8})*$/), z.maxLength(35));

/**
 * What a person reads, in each language by tag; a plain string reads the same in all of them (a proper name).
 * May hold `${question}` (the answer given) and `{{insert}}` (see `Insert`).
 */
export const Words = z.union([z.string(), z.record(LanguageTag, z.string())]);
export type Words = z.infer<typeof Words>;

/** A formula in XLSForm's language (XPath 1.0 as ODK uses it, with `${name}`). */
export const Formula = z.string().check(z.maxLength(100_000));

/**
 * Words that depend on something outside the sentence: `{ by: 'country', words: { MY: …, TH: … } }` chooses by the
 * answer to a question or by another insert of the survey. Surveys give the rest (who asks, until when).
 */
export const Insert = z.object({ by: Name, words: z.record(z.string(), Words) });
export type Insert = z.infer<typeof Insert>;

/** Pictures and sounds that stand beside words; each is a file name, by language where it differs. */
export const Media = z.object({
  image: z.exactOptional(Words),
  bigImage: z.exactOptional(Words),
  audio: z.exactOptional(Words),
  video: z.exactOptional(Words),
});
export type Media = z.infer<typeof Media>;

/** A file that an author gave: known by the hash of its bytes, so that a version pins it. */
export const AuthoredFile = z.object({
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** One of `authoredLimits`. */
  type: z.string(),
  size: z.number(), // bytes
  /** Of a picture as it is seen, in pixels: its place is kept while it comes. */
  width: z.exactOptional(z.number()),
  height: z.exactOptional(z.number()),
});
export type AuthoredFile = z.infer<typeof AuthoredFile>;

export const Choice = z.object({
  name: z.string().check(z.maxLength(2_000)),
  label: z.exactOptional(Words),
  /** Examples under the label, in smaller type. */
  hint: z.exactOptional(Words),
  media: z.exactOptional(Media),
  /** The other columns of the list, for choice filters and look-ups. */
  columns: z.exactOptional(z.record(z.string(), z.string())),
  /** Set apart from the others: don't know, not applicable, prefer not to say. Never part of a scale. */
  apart: z.exactOptional(z.literal(true)),
});
export type Choice = z.infer<typeof Choice>;

/** One element of an XML file that is no table of choices, as formulas walk it. */
export interface Tree {
  readonly name: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Tree[];
}
export const Tree: z.ZodMiniType<Tree> = z.lazy(() =>
  z.object({
    name: z.string(),
    text: z.exactOptional(z.string()),
    attributes: z.exactOptional(z.record(z.string(), z.string())),
    children: z.exactOptional(z.array(Tree)),
  }),
) as unknown as z.ZodMiniType<Tree>;

/** A choice list; `file` names the attached CSV, XML or GeoJSON that it is read from. */
export const ChoiceList = z.object({
  choices: z.array(Choice),
  /** What the file holds, where it is more than rows of cells; the choices are its `item`s. */
  tree: z.exactOptional(Tree),
  file: z.exactOptional(z.string()),
});
export type ChoiceList = z.infer<typeof ChoiceList>;

/** Kinds of question, after XLSForm's types: `one` is select_one, `place` is geopoint, `photo` is image. */
export const Kind = z.enum([
  'text',
  'integer',
  'decimal',
  'range',
  'date',
  'time',
  'dateTime',
  'one',
  'many',
  'rank',
  'place',
  'trace',
  'shape',
  'photo',
  'audio',
  'video',
  'file',
  'barcode',
  'acknowledge',
  'note',
  'calculate',
  'hidden',
  'metadata',
]);
export type Kind = z.infer<typeof Kind>;

const common = {
  name: Name,
  label: z.exactOptional(Words),
  hint: z.exactOptional(Words),
  media: z.exactOptional(Media),
  relevant: z.exactOptional(Formula), // asked always, unless a formula says when
  appearance: z.exactOptional(z.string()),
  /** XLSForm columns that Rintis does not use, kept so that a round trip loses nothing. */
  columns: z.exactOptional(z.record(z.string(), z.string())),
};

export const Question = z.object({
  ...common,
  kind: Kind,
  /** The choice list of `one`, `many` and `rank`. */
  list: z.exactOptional(z.string()),
  choiceFilter: z.exactOptional(Formula),
  /** Choices made from answers (`select_one ${name}`): what finds them, and what of each is chosen and shown. */
  choicesFrom: z.exactOptional(
    z.object({ places: Formula, value: Formula, label: z.exactOptional(Formula) }),
  ),
  /** Choices in random order: all but those set apart and those in `keepLast`. */
  randomize: z.exactOptional(
    z.object({ seed: z.exactOptional(Formula), keepLast: z.exactOptional(z.array(z.string())) }),
  ),
  guidance: z.exactOptional(Words),
  /** Must be answered before going on. A question is `required`, `softRequired`, or neither. */
  required: z.exactOptional(Formula),
  /** Asked for once more when left blank; then the person may go on. */
  softRequired: z.exactOptional(Formula),
  requiredMessage: z.exactOptional(Words),
  constraint: z.exactOptional(Formula),
  constraintMessage: z.exactOptional(Words),
  calculate: z.exactOptional(Formula), // worked out, not asked
  /** A literal, or a formula evaluated when the interview or the repeat instance begins; or only when the interview does. */
  default: z.exactOptional(
    z.union([
      z.object({ literal: z.string() }),
      z.object({ formula: Formula, firstOnly: z.exactOptional(z.literal(true)) }),
    ]),
  ),
  /** Names of the questions whose change runs `calculate` (XLSForm's `trigger`). */
  trigger: z.exactOptional(z.array(Name)),
  readOnly: z.exactOptional(Formula),
  parameters: z.exactOptional(z.record(z.string(), z.string())),
  /** What a `metadata` question records: start, end, today, deviceid, username … */
  metadata: z.exactOptional(z.string()),
});
export type Question = z.infer<typeof Question>;

const section = z.object({
  ...common,
  intro: z.exactOptional(Words),
  /** Shown on one screen, under its introduction. */
  page: z.exactOptional(z.literal(true)),
});
const GroupHead = z.extend(section, { kind: z.literal('group') });
const RepeatHead = z.extend(section, {
  kind: z.literal('repeat'),
  count: z.exactOptional(Formula),
  /** Instances to begin with, and what is already answered in them; without this there is one. XForms can say so. */
  begins: z.exactOptional(z.array(Answers)),
});

/** Questions that belong together. */
export type Group = z.infer<typeof GroupHead> & { items: Item[] };
/** A group that is answered once for each of several things; `count` fixes how often. */
export type Repeat = z.infer<typeof RepeatHead> & { items: Item[] };
export type Item = Question | Group | Repeat;

const items: z.ZodMiniType<Item[]> = z.array(z.lazy(() => Item));
export const Group = z.extend(GroupHead, { items });
export const Repeat = z.extend(RepeatHead, { items });
export const Item: z.ZodMiniType<Item> = z.discriminatedUnion('kind', [Question, Group, Repeat]);

/** How far a language's words have come on the way from draft to use in the field (TRAPD). */
export const Translation = z.object({
  tag: LanguageTag,
  status: z.enum(['source', 'draft', 'reviewed', 'final']),
  note: z.exactOptional(z.string()),
});
export type Translation = z.infer<typeof Translation>;

/** One part of a score: a formula that comes to 0–100, or to blank where it does not count; of a repeat, the mean of its instances. */
export const Points = z.object({ formula: Formula, each: z.exactOptional(Name) });
export type Points = z.infer<typeof Points>;

/**
 * A scale score 0–100 over 5-point items; a mean of points that formulas give; or an index (the mean of scores before it).
 * Rules: `scoring.ts`.
 */
export const Score = z.union([
  z.object({
    name: Name,
    label: Words,
    items: z.array(Name),
    reversed: z.array(Name),
    /** Fewer answered items than this, and the score is missing. */
    atLeast: z.number(),
  }),
  z.object({ name: Name, label: Words, meanOf: z.array(Name), atLeast: z.number() }),
  z.object({ name: Name, label: Words, points: z.array(Points), atLeast: z.number() }),
]);
export type Score = z.infer<typeof Score>;

export const Questionnaire = z.object({
  /** Version of this format. A newer program reads every older one. */
  format: z.literal(1),
  id: z.string().check(z.minLength(1), z.maxLength(255)),
  title: Words,
  /** The author's own version mark, shown to people; the real version is the content hash. */
  version: z.exactOptional(z.string()),
  languages: z.array(Translation).check(z.minLength(1)),
  defaultLanguage: LanguageTag,
  items: z.array(Item),
  lists: z.record(z.string(), ChoiceList),
  /** The files that `media` name. One that is missing here was not given: it is said in words. */
  files: z.exactOptional(z.record(z.string(), AuthoredFile)),
  inserts: z.exactOptional(z.record(Name, Insert)),
  scores: z.exactOptional(z.array(Score)),
  /**
   * The question whose answer `agreed` opens the interview; before it nothing is stored. Once the note `farewell` is
   * relevant (declined, or the wrong person), the interview ends and nothing of it is kept.
   */
  consent: z.exactOptional(z.object({ question: Name, agreed: z.string(), farewell: z.exactOptional(Name) })),
  /** Formula for the name of one interview in lists. */
  instanceName: z.exactOptional(Formula),
  /** XLSForm settings that Rintis does not use, kept for the round trip. */
  settings: z.exactOptional(z.record(z.string(), z.string())),
});
export type Questionnaire = z.infer<typeof Questionnaire>;
