import type { Questionnaire } from '../questionnaire/index.ts';
import type { Survey } from '../submission/index.ts';
import { act, look } from './act.ts';
import type { Database, KeptQuestionnaire } from './database.ts';

/**
 * Keeps a survey, and pins the keys whose receipts count. A survey that comes again must share a key with the one that
 * is pinned, while anything of it is on this device: someone who can answer in the server's name must not be able to
 * make us believe that submissions have arrived.
 */
export const keepSurvey = (
  db: Database,
  survey: Survey,
): Promise<{ kind: 'kept' } | { kind: 'other-keys' }> =>
  act(db, [db.surveys, db.drafts, db.submissions, db.outbox], async () => {
    const pinned = await db.surveys.get(survey.id);
    if (pinned && !shareKey(pinned, survey) && (await isInUse(db, survey.id))) return { kind: 'other-keys' };
    await db.surveys.put(survey);
    return { kind: 'kept' };
  });

export const survey = (db: Database, id: string): Promise<Survey | undefined> =>
  look(db, [db.surveys], () => db.surveys.get(id));

/** Keeps a questionnaire under its content hash; whoever brings it has checked that they match. */
export const keepQuestionnaire = (db: Database, kept: KeptQuestionnaire): Promise<void> =>
  act(db, [db.questionnaires], async () => {
    await db.questionnaires.put(kept);
  });

export const questionnaire = (db: Database, hash: string): Promise<Questionnaire | undefined> =>
  look(db, [db.questionnaires], async () => (await db.questionnaires.get(hash))?.questionnaire);

const shareKey = (one: Survey, other: Survey): boolean =>
  one.signingKeys.some(({ publicKey }) => other.signingKeys.some((key) => key.publicKey === publicKey));

async function isInUse(db: Database, id: string): Promise<boolean> {
  if ((await db.drafts.where({ survey: id }).count()) > 0) return true;
  const finished = await db.submissions.where({ survey: id }).primaryKeys();
  return (await db.outbox.where('id').anyOf(finished).count()) > 0;
}
