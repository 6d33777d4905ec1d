/** What a coordinator decides about a survey, before and while it runs. */
import * as z from 'zod/mini';
import { Name } from '../questionnaire/index.ts';
import { ResultsWish } from '../results/index.ts';
import { Hash, Survey, SurveyId } from '../submission/index.ts';

/** Where people are asked: its law says what the notice must tell. `several` is any other, or more than one. */
export const Country = z.enum(['MY', 'PH', 'TH', 'VN', 'several']);
export type Country = z.infer<typeof Country>;

/** How many submissions are wished for of those who chose `value`; of everybody, where the question is blank. */
export const Target = z.strictObject({
  question: z.union([Name, z.literal('')]),
  value: z.string().check(z.maxLength(2_000)),
  number: z.number().check(z.int(), z.positive(), z.maximum(100_000_000)),
});
export type Target = z.infer<typeof Target>;

/** draft: nobody sees it. paused: nobody begins, what was begun comes in. closed: the same, and what comes is late. */
export const State = z.enum(['draft', 'open', 'paused', 'closed']);
export type State = z.infer<typeof State>;

const own = {
  title: Survey.shape.title,
  questionnaire: Survey.shape.questionnaire,
  languages: z.array(Survey.shape.defaultLanguage).check(z.minLength(1), z.maxLength(100)),
  defaultLanguage: Survey.shape.defaultLanguage,
  privacy: Survey.shape.privacy,
  opensOn: Survey.shape.opensOn,
  closesOn: Survey.shape.closesOn,
  presets: Survey.shape.presets,
  inserts: Survey.shape.inserts,
  answeredBy: Survey.shape.answeredBy,
  invited: Survey.shape.invited,
  map: Survey.shape.map,
  results: z.exactOptional(ResultsWish),
  country: z.exactOptional(Country),
  targets: z.exactOptional(z.array(Target).check(z.maxLength(5_000))),
};

/** All that a coordinator may set. */
export const SurveyPlan = z.strictObject(own);
export type SurveyPlan = z.infer<typeof SurveyPlan>;

/**
 * A survey as the store has it: the keys belong to the server, not to the survey. `earlier`: the questionnaires that it had
 * before, whose interviews may still be on their way. Without a `state` it is open.
 */
export const StoredSurvey = z.object({
  ...own,
  id: SurveyId,
  state: z.exactOptional(z.enum(['draft', 'paused', 'closed'])),
  particulars: Survey.shape.particulars,
  earlier: z.exactOptional(z.array(Hash)),
});
export type StoredSurvey = z.infer<typeof StoredSurvey>;

export const stateOf = ({ state }: Pick<StoredSurvey, 'state'>): State => state ?? 'open';

/** The plan in a stored survey. */
export function planIn({ id, state, earlier, particulars, ...plan }: StoredSurvey): SurveyPlan {
  return plan;
}

/** A survey that is about to be: all else is taken over from the questionnaire, and can be changed. */
export const NewSurvey = z.strictObject({
  /** `new` is the address of the page that makes one. */
  id: SurveyId.check(z.refine((id) => id !== 'new')),
  questionnaire: Hash,
  title: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(300))),
  country: z.exactOptional(Country),
});
export type NewSurvey = z.infer<typeof NewSurvey>;

/** What changes a plan: the whole of it, and what it was made from (`basis`), so that nobody writes over another's words. */
export const PlanChange = z.strictObject({
  plan: SurveyPlan,
  basis: Hash,
  /** Why; stands in the office's log. */
  note: z.exactOptional(z.string().check(z.maxLength(500))),
});
export type PlanChange = z.infer<typeof PlanChange>;

export const StateChange = z.strictObject({ state: z.enum(['open', 'paused', 'closed']), basis: Hash });
export type StateChange = z.infer<typeof StateChange>;

/** A plan as it stands. */
export const PlanStanding = z.object({
  id: SurveyId,
  plan: SurveyPlan,
  basis: Hash,
  state: State,
  /** Something was submitted: the privacy stays as it is. */
  answered: z.boolean(),
});
export type PlanStanding = z.infer<typeof PlanStanding>;
