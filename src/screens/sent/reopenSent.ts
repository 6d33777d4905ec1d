/** A submission opened again: as the draft that it was, or as one that will be its next revision. */
import { changes, readAnswers } from '../../questionnaire/index.ts';
import {
  type Database,
  questionnaire,
  type Reopened,
  reopen,
  type Sent,
  survey,
} from '../../storage/index.ts';
import { Submission } from '../../submission/index.ts';
import { notesOf } from '../course.ts';
import { formOf, worldOf } from '../forms.ts';
import { returnedRow } from '../tools.ts';

/** Puts its answers into a draft, as they were sent. The person goes on with it at the survey's address. */
export async function reopenSent(db: Database, sent: Sent): Promise<Reopened> {
  const found = await questionnaire(db, sent.questionnaire);
  const of = await survey(db, sent.survey);
  if (!found || !of || !sent.body) return 'gone';
  const submission = Submission.parse(JSON.parse(sent.body));
  const { answers, startedAt, mode, consent, pages, basedOn, language } = submission;
  const { interview } = readAnswers(await formOf(found), answers, {
    world: worldOf(of),
    language,
    inserts: of.inserts,
    ...(of.presets ? { presets: of.presets } : {}),
  });
  const draft = {
    id: sent.id,
    survey: sent.survey,
    questionnaire: sent.questionnaire,
    language,
    mode,
    where: 'review',
    startedAt: new Date(startedAt).toISOString(),
    changedAt: new Date().toISOString(),
    pages,
    ...(consent ? { consent } : {}),
  };
  const asked = (sent.returned?.remarks ?? []).map(({ at, text }) => ({
    ref: returnedRow + at,
    answer: text,
  }));
  return reopen(db, draft, [...changes(null, interview), ...notesOf(submission), ...asked], basedOn);
}
