/** An interview as one hears it who counts: what was not asked is not the same as what was left blank. */
import type { Answer } from '../answers.ts';
import { isQuestion } from './definitions.ts';
import { type Interview, tableOf } from './interview.ts';

/**
 * What the question at this path was answered, once for each time that it stands in the interview (in a repeat, for each case):
 * `undefined` where it was not asked, `null` where it was left blank. Nothing at all where there is no such question.
 */
export function heardAt(interview: Interview, path: string): readonly (Answer | undefined)[] {
  const definition = interview.form.outline.byPath.get(path);
  if (!definition || !isQuestion(definition.item)) return [];
  const top = tableOf(interview);
  const on = definition.home === top.of ? [top] : [...top.down(definition.home)];
  return on.map((sheet) => (sheet.isRelevant(definition) ? sheet.fitting(definition) : undefined));
}
