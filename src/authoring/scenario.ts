/** Scenarios that an author keeps beside a form: who answers what, and what is then to be seen. See README.md. */
import * as z from 'zod/mini';
import { Given } from './steps.ts';

const Names = z.array(z.string());
const ChoicesOf = z.record(z.string(), z.array(z.union([z.string(), z.number()])));

export const Expectation = z.strictObject({
  /** Asked now, or on a screen now: questions, notes, groups, repeats. */
  asks: z.exactOptional(Names),
  skips: z.exactOptional(Names),
  /** The label, word for word, in the language of the moment. */
  says: z.exactOptional(z.record(z.string(), z.string())),
  hints: z.exactOptional(z.record(z.string(), z.string())),
  /** Answered or worked out; `null` is blank. */
  has: z.exactOptional(z.record(z.string(), Given)),
  /** These choices, among others. */
  offers: z.exactOptional(ChoicesOf),
  withholds: z.exactOptional(ChoicesOf),
  /** Exactly these choices, in any order. */
  offersOnly: z.exactOptional(ChoicesOf),
  accepts: z.exactOptional(Names),
  /** Breaks its constraint; with a message, word for word. */
  refuses: z.exactOptional(z.union([Names, z.record(z.string(), z.string())])),
  /** Required, and blank. */
  misses: z.exactOptional(Names),
  /** Asked for once more when left blank. */
  wants: z.exactOptional(Names),
  /** To one decimal; `null` is no score. */
  score: z.exactOptional(z.record(z.string(), z.nullable(z.number()))),
  /** In what would be sent now. */
  sends: z.exactOptional(z.record(z.string(), Given)),
  keepsBack: z.exactOptional(Names),
  instances: z.exactOptional(z.record(z.string(), z.number())),
  /** Nothing required is missing and nothing breaks a constraint. */
  ready: z.exactOptional(z.boolean()),
});
export type Expectation = z.infer<typeof Expectation>;

/** What one step does is done in this order, whatever the order in the file. */
export const ScenarioStep = z.strictObject({
  language: z.exactOptional(z.string()),
  add: z.exactOptional(z.union([z.string(), Names])),
  remove: z.exactOptional(z.string()),
  answer: z.exactOptional(z.record(z.string(), Given)),
  expect: z.exactOptional(Expectation),
});
export type ScenarioStep = z.infer<typeof ScenarioStep>;

export const Scenario = z.strictObject({
  name: z.string().check(z.minLength(1)),
  language: z.exactOptional(z.string()),
  /** Answers that the survey gives beforehand. */
  presets: z.exactOptional(z.record(z.string(), z.string())),
  /** The survey's words for `{{name}}`. */
  inserts: z.exactOptional(z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]))),
  /** When it happens, as `2026-11-23` or `2026-11-23T14:05:00+07:00`; without it, now. */
  now: z.exactOptional(z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))),
  /** The name of one of the file's beginnings. */
  after: z.exactOptional(z.string()),
  steps: z.array(ScenarioStep),
});
export type Scenario = z.infer<typeof Scenario>;

export const ScenarioFile = z.strictObject({
  /** Steps that several scenarios have in common, by a name to call them by. */
  beginnings: z.exactOptional(z.record(z.string(), z.array(ScenarioStep))),
  scenarios: z.array(Scenario).check(z.minLength(1)),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;
