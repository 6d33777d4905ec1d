/** An interview of the demonstration survey, as the screens would keep and finish it. Runs in Node and in the page. */
import type { Answers } from '../../../src/questionnaire/index.ts';
import type { Draft, FinishedSubmission } from '../../../src/storage/index.ts';
import { submissionIdFor, toBody, toKeptMoment } from '../../../src/submission/index.ts';

/** What every interview of the demonstration has. */
export interface Shape {
  readonly survey: string;
  readonly questionnaire: string;
  readonly answers: Answers;
}

export function beginOne({ survey, questionnaire }: Shape, now: Date, random: Uint8Array): Draft {
  const moment = now.toISOString();
  return {
    id: submissionIdFor('anonymous', now, random),
    survey,
    questionnaire,
    language: 'en',
    mode: 'self',
    where: null,
    startedAt: moment,
    changedAt: moment,
    pages: {},
    consent: { question: 'consent', answer: 'agree', language: 'en', givenAt: moment.slice(0, 10) },
  };
}

export function finishOne(draft: Draft, { answers }: Shape, now: Date): FinishedSubmission {
  const { id, survey, questionnaire, language, mode, consent } = draft;
  const finishedAt = toKeptMoment(now, 'anonymous');
  const { body, hash } = toBody({
    format: 1,
    id,
    survey,
    questionnaire,
    language,
    mode,
    startedAt: toKeptMoment(new Date(draft.startedAt), 'anonymous'),
    finishedAt,
    pages: {},
    app: '0.0.0',
    ...(consent && { consent }),
    answers,
  });
  return { id, survey, questionnaire, language, finishedAt, keptAt: now.toISOString(), body, hash };
}
