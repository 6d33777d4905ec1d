/** The survey that a fresh server opens with, so that there is something to answer. */
import { Questionnaire } from '../questionnaire/index.ts';
import officials from '../questionnaires/ics_officials.json' with { type: 'json' };
import { SurveyInsert, toDay } from '../submission/index.ts';
import type { Catalogue, StoredSurvey } from './catalogue.ts';
import words from './demonstration.json' with { type: 'json' };

const keptFor = 2; // years until the answers are deleted, as the notice says

/** Opens the demonstration where there is no survey yet; gives the id of the survey to show. */
export async function openDemonstration(catalogue: Catalogue, now: Date): Promise<string> {
  const id = 'demo';
  const open = (await catalogue.surveys()).map(({ id }) => id);
  if (open[0] !== undefined) return open.includes(id) ? id : open[0];
  const questionnaire = Questionnaire.parse(officials);
  const retention = new Date(now);
  retention.setUTCFullYear(retention.getUTCFullYear() + keptFor);
  const survey: StoredSurvey = {
    id,
    title: questionnaire.title,
    questionnaire: await catalogue.addQuestionnaire(questionnaire),
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: questionnaire.defaultLanguage,
    privacy: 'anonymous',
    inserts: {
      ...Object.fromEntries(
        Object.entries(words).map(([name, words]) => [name, SurveyInsert.parse({ words })]),
      ),
      transfer_abroad: { words: 'no' },
      retention_date: { day: toDay(retention) },
    },
  };
  await catalogue.saveSurvey(survey);
  return id;
}
