/** A stored survey after its plan was changed. */
import type { Questionnaire } from '../questionnaire/index.ts';
import { unsaidBy } from './fields.ts';
import type { StoredSurvey, SurveyPlan } from './schema.ts';

/** With what its notice says in a list under the questionnaire's own words. */
export function asNext(before: StoredSurvey, plan: SurveyPlan, questionnaire: Questionnaire): StoredSurvey {
  const { id, state } = before;
  const particulars = unsaidBy(questionnaire, plan).filter((name) => Object.hasOwn(plan.inserts, name));
  const next = { ...plan, id, ...(state && { state }), ...(particulars.length > 0 && { particulars }) };
  return state === 'draft' ? next : withEarlier(before, next);
}

/** The questionnaires that it had before stay known: drafts are on them, and interviews on their way. */
export function withEarlier(before: StoredSurvey | null, survey: StoredSurvey): StoredSurvey {
  const had = before ? [before.questionnaire, ...(before.earlier ?? [])] : [];
  const earlier = [...new Set(had)].filter((hash) => hash !== survey.questionnaire);
  return { ...survey, ...(earlier.length > 0 && { earlier }) };
}
