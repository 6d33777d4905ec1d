/** The acts of an interview that reach further than one answer: beginning, going on, submitting. */
import { writeDay } from '../i18n/index.ts';
import {
  type Answers,
  answer,
  answersOf,
  askedAt,
  beginInterview,
  changes,
  finish,
  type Interview,
  type Kept,
  lastSavedOf,
  nameOf,
  type Questionnaire,
} from '../questionnaire/index.ts';
import {
  askToKeep,
  attachmentsOf,
  beginDraft,
  type Database,
  type Draft,
  finishDraft,
} from '../storage/index.ts';
import {
  accepts,
  mediaNamedBy,
  type Remark,
  type Submission,
  type Survey,
  submissionIdFor,
  toAbout,
  toBody,
  toKeptMoment,
} from '../submission/index.ts';
import { courseOf, type Notes } from './course.ts';
import { formOf, worldOf } from './forms.ts';
import { lastSavedFor } from './lastSaved.ts';

/** What the screens need of an interview that is under way. */
export interface Begun {
  readonly draft: Draft;
  readonly interview: Interview;
}

/** An interview with what was answered so far; `lastSaved`: see `lastSavedFor`. */
export async function goOn(
  questionnaire: Questionnaire,
  survey: Survey,
  language: string,
  { kept, lastSaved }: { kept?: Iterable<Kept>; lastSaved?: Answers | undefined } = {},
): Promise<Interview> {
  return beginInterview(await formOf(questionnaire), {
    world: worldOf(survey),
    language,
    inserts: survey.inserts,
    ...(survey.presets ? { presets: survey.presets } : {}),
    ...(kept ? { kept } : {}),
    ...(lastSaved ? { lastSaved: lastSavedOf(lastSaved) } : {}),
    formatDay: writeDay,
  });
}

/** The person agreed: from now on answers are kept, and the browser is asked not to clear them. */
export async function begin(
  db: Database,
  survey: Survey,
  questionnaire: Questionnaire,
  language: string,
  {
    mode = 'self',
    version = survey.questionnaire,
    invitation,
  }: { mode?: Draft['mode']; version?: string; invitation?: string | undefined } = {},
): Promise<Begun> {
  const now = new Date();
  const { consent } = questionnaire;
  const draft: Draft = {
    id: submissionIdFor(survey.privacy, now, crypto.getRandomValues(new Uint8Array(16))),
    survey: survey.id,
    questionnaire: version,
    language,
    mode,
    where: null,
    startedAt: now.toISOString(),
    changedAt: now.toISOString(),
    ...(consent
      ? {
          consent: {
            question: consent.question,
            answer: consent.agreed,
            language,
            givenAt: toKeptMoment(now, survey.privacy),
          },
        }
      : {}),
    pages: {},
    ...(invitation === undefined ? {} : { invitation }),
  };
  const lastSaved = await lastSavedFor(db, survey, questionnaire, draft);
  const fresh = await goOn(questionnaire, survey, language, { lastSaved });
  const ref = consent ? askedAt(fresh, consent.question) : null;
  const interview = consent && ref ? answer(fresh, ref, consent.agreed) : fresh;
  await beginDraft(db, draft, changes(null, interview));
  void askToKeep();
  return { draft, interview };
}

/** The draft becomes a submission and waits in the outbox. */
export async function submit(
  db: Database,
  survey: Survey,
  draft: Draft,
  interview: Interview,
  { pages, notes, remarks }: { pages: Draft['pages']; notes: Notes; remarks: readonly Remark[] },
): Promise<void> {
  const now = new Date();
  const answers = answersOf(finish(interview));
  const { items } = interview.form.questionnaire;
  const course = courseOf(interview, notes);
  const media = mediaNamedBy(items, answers, await attachmentsOf(db, draft.id));
  const submission: Submission = {
    format: 1,
    id: draft.standsFor ?? draft.id,
    survey: draft.survey,
    questionnaire: draft.questionnaire,
    language: interview.language,
    mode: draft.mode,
    startedAt: toKeptMoment(new Date(draft.startedAt), survey.privacy),
    finishedAt: toKeptMoment(now, survey.privacy),
    pages: Object.fromEntries(Object.entries(pages).map(([name, spent]) => [name, toAbout(spent)])),
    app: __APP_VERSION__,
    ...(draft.consent ? { consent: draft.consent } : {}),
    answers,
    ...(media.length > 0 ? { media } : {}),
    ...(draft.basedOn ? { basedOn: draft.basedOn } : {}),
    ...(remarks.length > 0 && accepts(survey, 'remarks') ? { remarks: [...remarks] } : {}),
    ...(course && accepts(survey, 'course') ? { course } : {}),
  };
  const { body, hash } = toBody(submission);
  const { id, survey: of, questionnaire, language, finishedAt } = submission;
  const keptAt = now.toISOString();
  const name = nameOf(interview);
  const named = name ? { name } : {};
  const invited = draft.invitation === undefined ? {} : { invitation: draft.invitation };
  const stamped = { finishedAt, keptAt, body, hash };
  const finished = { id, survey: of, questionnaire, language, ...stamped, ...named, ...invited };
  await finishDraft(db, finished, media, draft.id);
}
