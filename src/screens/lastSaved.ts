/** What `${last-saved#name}` reads on this device. */
import type { Answers, Questionnaire } from '../questionnaire/index.ts';
import { type Database, type Draft, lastSavedBefore, questionnaire } from '../storage/index.ts';
import type { Submission, Survey } from '../submission/index.ts';

/**
 * The answers of the interview that was finished last in this survey before the draft was begun, by a questionnaire of the
 * same id; only where the questionnaire asks for them. Never those of another survey: they were given to somebody else.
 * Never in an anonymous survey: whoever answers next on the same phone would read them.
 */
export async function lastSavedFor(
  db: Database,
  { privacy }: Pick<Survey, 'privacy'>,
  of: Questionnaire,
  draft: Pick<Draft, 'id' | 'survey' | 'startedAt' | 'questionnaire'>,
): Promise<Answers | undefined> {
  if (privacy === 'anonymous' || !usesLastSaved(of)) return;
  const last = await lastSavedBefore(db, draft);
  if (!last) return;
  const isSame = last.questionnaire === draft.questionnaire;
  const other = isSame ? of : await questionnaire(db, last.questionnaire);
  return other?.id === of.id ? (JSON.parse(last.body) as Submission).answers : undefined;
}

/** Whether any formula or any words of the questionnaire look into the interview that was saved last. */
const usesLastSaved = ({ items, instanceName }: Questionnaire): boolean => mentions([items, instanceName]);

const mentions = (part: unknown): boolean =>
  typeof part === 'string'
    ? part.includes('last-saved')
    : typeof part === 'object' && part !== null && Object.values(part).some(mentions);
