/** A finished interview's answers, as they are sent. */
import { type Answer, type Answers, isBlank } from '../answers.ts';
import { type Definition, isQuestion } from './definitions.ts';
import { type Interview, tableOf } from './interview.ts';
import type { OpenSheet } from './table.ts';

/** What was answered and is relevant, in the shape of the questionnaire. Blanks and empty groups are left out. */
export const answersOf = (interview: Interview): Answers =>
  answersIn(interview.form.outline.top, tableOf(interview));

function answersIn(section: Definition, sheet: OpenSheet): Answers {
  if (!sheet.holds(section)) return {};
  const entries: [string, Answer | Answers | readonly Answers[]][] = [];
  for (const child of section.children) {
    if (!sheet.holds(child)) continue;
    if (isQuestion(child.item)) {
      const answer = sheet.fitting(child);
      if (!isBlank(answer) && child.item.kind !== 'note') entries.push([child.name, answer]);
    } else if (child.inside) {
      const instances = sentInstances(child, sheet).map((instance) => answersIn(child, instance));
      if (instances.length > 0) entries.push([child.name, instances]);
    } else {
      const answers = answersIn(child, sheet);
      if (Object.keys(answers).length > 0) entries.push([child.name, answers]);
    }
  }
  return Object.fromEntries(entries); // defines each name, `__proto__` too, as a name and nothing more
}

/**
 * Instances that are not asked are not sent; but where the condition counts them, an empty one keeps the place, so that those
 * after it are the same ones when the answers are read again.
 */
export const sentInstances = (repeat: Definition, sheet: OpenSheet): readonly OpenSheet[] =>
  repeat.rules.relevant?.counting ? sheet.instances(repeat) : sheet.shown(repeat);
