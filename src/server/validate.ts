/** Whether a submission may be kept: the same questions, asked by the same core as on the phone. */
import { readAnswers } from '../questionnaire/index.ts';
import { indiscretionsOf, mediaFaultsOf, type Submission } from '../submission/index.ts';
import type { Fielding } from './catalogue.ts';
import type { Refusal } from './problem.ts';

/** Everything that speaks against it, or `null`. */
export function objectTo(
  submission: Submission,
  { survey, questionnaire: asked, form }: Fielding,
): Refusal | null {
  const { questionnaire, language, consent, answers } = submission;
  if (questionnaire !== asked) return { code: 'questionnaire-other' };
  const errors = [
    ...indiscretionsOf(submission, survey.privacy).map((pointer) => ({ pointer, code: 'too-precise' })),
    ...strangersAmong({ '/language': language, '/consent/language': consent?.language }, survey.languages),
    ...(hasAgreed(submission, form.questionnaire.consent)
      ? []
      : [{ pointer: '/consent', code: 'no-consent' }]),
  ];
  if (errors.length > 0) return { code: 'submission-unacceptable', errors };

  const { problems } = readAnswers(form, answers, {
    world: worldAt(submission.finishedAt),
    language,
    inserts: survey.inserts,
    ...(survey.presets && { presets: survey.presets }),
  });
  const faults = [
    ...problems.map(({ pointer, code }) => ({ pointer: `/answers${pointer}`, code })),
    ...mediaFaultsOf(form.questionnaire.items, submission),
  ];
  return faults.length === 0 ? null : { code: 'submission-unacceptable', errors: faults };
}

const strangersAmong = (said: Record<string, string | undefined>, languages: readonly string[]) =>
  Object.entries(said)
    .filter(([, language]) => language !== undefined && !languages.includes(language))
    .map(([pointer]) => ({ pointer, code: 'language-unknown' }));

const hasAgreed = (
  { consent }: Submission,
  asked: { readonly question: string; readonly agreed: string } | undefined,
): boolean =>
  asked === undefined || (consent?.question === asked.question && consent.answer === asked.agreed);

/** The phone's day, not ours: an answer that was possible when it was given stays so. Nothing here is left to chance. */
const worldAt = (finishedAt: string) => ({
  now: () => new Date(finishedAt),
  random: () => 0,
  uuid: () => '00000000-0000-4000-8000-000000000000',
});
