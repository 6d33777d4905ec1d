/** What is asked in the world, and how a finished interview is written. */

import type { StoredSurvey } from '../../../src/plan/index.ts';
import { type Answer, type Questionnaire, versionOf } from '../../../src/questionnaire/index.ts';
import type { Draft, FinishedSubmission } from '../../../src/storage/index.ts';
import { type MediaFile, mediaNamedBy, toBody, toKeptMoment } from '../../../src/submission/index.ts';

export const questionnaire: Questionnaire = {
  format: 1,
  id: 'world',
  title: { en: 'A small world' },
  languages: [{ tag: 'en', status: 'source' }],
  defaultLanguage: 'en',
  consent: { question: 'consent', agreed: 'agree' },
  lists: { consent: { choices: [{ name: 'agree', label: { en: 'I agree' } }, { name: 'decline' }] } },
  items: [
    { kind: 'one', name: 'consent', list: 'consent', required: 'true()' },
    { kind: 'text', name: 'school' },
    { kind: 'text', name: 'words' },
    { kind: 'integer', name: 'children' },
    { kind: 'integer', name: 'teachers' },
    { kind: 'photo', name: 'photo' },
  ],
};

export const questionnaireHash = versionOf(questionnaire);

/** The questions after consent, by their refs on the device. */
export const refs = ['/school', '/words', '/children', '/teachers'] as const;

export const surveyOf = (hash: string): StoredSurvey => ({
  id: 'demo',
  title: questionnaire.title,
  questionnaire: hash,
  languages: ['en'],
  defaultLanguage: 'en',
  privacy: 'anonymous',
  inserts: {},
});

/** A draft with these answers, finished at this moment: as the screens write it. */
export function finish(
  draft: Draft,
  kept: ReadonlyMap<string, Answer>,
  at: Date,
  pages: Draft['pages'] = {},
  attached: readonly MediaFile[] = [],
): { readonly done: FinishedSubmission; readonly media: MediaFile[] } {
  const { id, survey, questionnaire: version, language, mode, consent, basedOn } = draft;
  const day = toKeptMoment(at, 'anonymous');
  const answers = Object.fromEntries([...kept].map(([ref, answer]) => [ref.slice(1), answer]));
  const media = mediaNamedBy(questionnaire.items, answers, attached);
  const { body, hash } = toBody({
    format: 1,
    id,
    survey,
    questionnaire: version,
    language,
    mode,
    startedAt: toKeptMoment(new Date(draft.startedAt), 'anonymous'),
    finishedAt: day,
    pages,
    app: '0.0.0',
    ...(consent && { consent }),
    ...(basedOn !== undefined && { basedOn }),
    answers,
    ...(media.length > 0 && { media }),
  });
  const done = {
    id,
    survey,
    questionnaire: version,
    language,
    finishedAt: day,
    keptAt: at.toISOString(),
    body,
    hash,
  };
  return { done, media };
}
