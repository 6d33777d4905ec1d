/** An interview of the demonstration survey, as the screens would keep and finish it. Runs in Node and in the page. */
import type { Answers } from '../../../src/questionnaire/index.ts';
import type { Draft, FinishedSubmission } from '../../../src/storage/index.ts';
import { type MediaFile, submissionIdFor, toBody, toKeptMoment } from '../../../src/submission/index.ts';

/** What every interview of the demonstration has. */
export interface Shape {
  readonly survey: string;
  readonly questionnaire: string;
  readonly answers: Answers;
  /** The question that a photo answers, where the survey asks for one. */
  readonly photo?: string;
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

/** `media`: the photo that is its answer, if any. */
export function finishOne(
  draft: Draft,
  { answers, photo = '' }: Shape,
  now: Date,
  media: readonly MediaFile[] = [],
): FinishedSubmission {
  const [picture] = media;
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
    answers: { ...answers, ...(picture && { [photo]: picture.name }) },
    ...(media.length > 0 && { media: [...media] }),
  });
  return { id, survey, questionnaire, language, finishedAt, keptAt: now.toISOString(), body, hash };
}

/** A photo as far as its first bytes go, 30 to 60 kB, and never the same twice; `random` fills what it is given. */
export function photoOf(random: (bytes: Uint8Array<ArrayBuffer>) => void): Uint8Array<ArrayBuffer> {
  const sizing = new Uint8Array(2);
  random(sizing);
  const bytes = new Uint8Array(30_000 + ((((sizing[0] ?? 0) << 8) | (sizing[1] ?? 0)) % 30_000));
  random(bytes);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
  return bytes;
}
