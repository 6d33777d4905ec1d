/** Which parts of the app a questionnaire needs besides what every respondent has. */
import { partsOf } from '../controls/index.ts';
import type { Questionnaire } from '../questionnaire/index.ts';
import { keepPart } from '../sync/update.ts';

/** Has them kept on this device, for questions that are asked without a network. False where that has to wait. */
export async function bringParts(questionnaire: Questionnaire): Promise<boolean> {
  const kept = await Promise.all([...partsOf(questionnaire)].map((part) => keepPart(part)));
  return kept.every((it) => it);
}
