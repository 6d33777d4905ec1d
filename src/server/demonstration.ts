/** The surveys that a fresh server opens with, so that there is something to answer. */

import type { StoredSurvey } from '../plan/index.ts';
import { Questionnaire } from '../questionnaire/index.ts';
import officials from '../questionnaires/ics_officials.json' with { type: 'json' };
import agencies from '../questionnaires/ipi_agencies.json' with { type: 'json' };
import { SurveyInsert, toDay } from '../submission/index.ts';
import type { Catalogue } from './catalogue.ts';
import words from './demonstration.json' with { type: 'json' };

const keptFor = 2; // years until the answers are deleted, as the notice says

/** The survey of the demonstration that is answered by enumerators' devices. */
export const agenciesId = 'agencies';

/**
 * Opens the demonstration where there is no survey yet; gives the id of the survey to show. Officials answer one by an open
 * link, without a name; agencies are interviewed for the other, by devices that are let in with a code.
 */
export async function openDemonstration(catalogue: Catalogue, now: Date): Promise<string> {
  const id = 'demo';
  const open = (await catalogue.surveys()).map(({ id }) => id);
  if (open[0] !== undefined) return open.includes(id) ? id : open[0];
  await openSurvey(catalogue, now, officials, {
    id,
    privacy: 'anonymous',
    results: { formative: ['s_brd'] }, // policy, process and service need not go together
  });
  await openSurvey(catalogue, now, agencies, {
    id: agenciesId,
    privacy: 'confidential',
    answeredBy: 'devices',
  });
  return id;
}

async function openSurvey(
  catalogue: Catalogue,
  now: Date,
  document: unknown,
  own: Pick<StoredSurvey, 'id' | 'privacy' | 'answeredBy' | 'results'>,
): Promise<void> {
  const questionnaire = Questionnaire.parse(document);
  const retention = new Date(now);
  retention.setUTCFullYear(retention.getUTCFullYear() + keptFor);
  const survey: StoredSurvey = {
    ...own,
    title: questionnaire.title,
    questionnaire: await catalogue.addQuestionnaire(questionnaire),
    languages: questionnaire.languages.map(({ tag }) => tag),
    defaultLanguage: questionnaire.defaultLanguage,
    inserts: {
      ...Object.fromEntries(
        Object.entries(words).map(([name, words]) => [name, SurveyInsert.parse({ words })]),
      ),
      transfer_abroad: { words: 'no' },
      retention_date: { day: toDay(retention) },
    },
  };
  await catalogue.saveSurvey(survey);
}
