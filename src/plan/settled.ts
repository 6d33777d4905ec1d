/** What of a plan stays as it is, once people may have read it or answered. */
import type { Questionnaire } from '../questionnaire/index.ts';
import type { SurveyPlan } from './schema.ts';

/** A part of a plan that was changed and must not be. */
export type Fixed = 'privacy' | 'presets' | 'languages' | 'questionnaire';

/**
 *                    draft    opened      answered
 *   privacy          free     free        fixed: it was promised
 *   presets          free     fixed       fixed: answers are held against them
 *   a language       free     may come    may come; taken away, answers in it would be refused
 *   questionnaire    any      another version of the same
 *
 * The rest may change at any time.
 */
export function fixedIn(
  before: SurveyPlan,
  after: SurveyPlan,
  {
    wasOpened,
    isAnswered,
    questionnaires: [old, fresh],
  }: {
    readonly wasOpened: boolean;
    readonly isAnswered: boolean;
    readonly questionnaires: readonly [Pick<Questionnaire, 'id'>, Pick<Questionnaire, 'id'>];
  },
): Fixed[] {
  const fixed: Fixed[] = [];
  if (isAnswered && before.privacy !== after.privacy) fixed.push('privacy');
  if (!wasOpened) return fixed;
  if (written(before.presets) !== written(after.presets)) fixed.push('presets');
  if (!before.languages.every((tag) => after.languages.includes(tag))) fixed.push('languages');
  if (old.id !== fresh.id) fixed.push('questionnaire');
  return fixed;
}

const written = (presets: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify(Object.entries(presets).sort(([a], [b]) => (a < b ? -1 : 1)));
