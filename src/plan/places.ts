/** What follows from where people are asked. */
import type { Questionnaire } from '../questionnaire/index.ts';
import { laws } from './countries.ts';
import { choiceQuestionsOf, wordsIn } from './fields.ts';
import type { Country, SurveyPlan } from './schema.ts';

/**
 * The plan in this country: its law's names stand where nothing was written yet. Where the questionnaire asks for the country, that
 * is answered, as long as the survey was not opened.
 */
export function inCountry(
  plan: SurveyPlan,
  questionnaire: Questionnaire,
  country: Country | undefined,
  wasOpened: boolean,
): SurveyPlan {
  const { country: _, presets = {}, ...rest } = plan;
  const { country: __, ...others } = presets;
  const asks = choiceQuestionsOf(questionnaire).find(({ name }) => name === 'country');
  const isAsked = asks?.choices.some(({ name }) => name === country) ?? false;
  const answered = wasOpened ? presets : { ...others, ...(isAsked && country ? { country } : {}) };
  const law = country && country !== 'several' ? laws[country] : undefined;
  const isBlank = (name: string) => plan.languages.every((tag) => wordsIn(plan, name, tag) === '');
  return {
    ...rest,
    ...(country && { country }),
    ...(Object.keys(answered).length > 0 && { presets: answered }),
    inserts: {
      ...plan.inserts,
      ...(law && isBlank('authority') && { authority: { words: law.authority } }),
      ...(law && isBlank('legal_basis') && { legal_basis: { words: law.basis } }),
    },
  };
}
