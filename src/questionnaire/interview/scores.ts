/** The scores of an interview, those that formulas give among them. */
import { toAnswer, toNumber } from '../formula/index.ts';
import type { Points } from '../schema.ts';
import { meanOf, scoresOf } from '../scoring.ts';
import { type Interview, standing, tableOf } from './interview.ts';

/** Every score of the questionnaire by name; `null` is missing. */
export function scoresIn(interview: Interview): ReadonlyMap<string, number | null> {
  const { form } = interview;
  const top = tableOf(interview);
  return scoresOf(
    form.questionnaire.scores ?? [],
    (name) => {
      const [definition] = form.outline.byName.get(name) ?? [];
      return definition?.home === top.of ? top.answer(definition) : null;
    },
    (points) => pointsIn(interview, points),
  );
}

/** What a formula comes to, or the mean of what it comes to in each instance; blank and unreadable values do not count. */
function pointsIn(interview: Interview, points: Points): number | null {
  const { form, world } = interview;
  const top = tableOf(interview);
  const [repeat] = points.each === undefined ? [] : (form.outline.byName.get(points.each) ?? []);
  if (points.each !== undefined && !repeat?.inside) return null;
  const run = form.points(repeat ?? form.outline.top, points.formula);
  if (!run) return null;
  const found: (number | null)[] = [];
  for (const sheet of repeat?.inside ? top.down(repeat.inside) : [top]) {
    if (!sheet.isRelevant(sheet.definition)) continue;
    const value = run(standing(sheet, interview));
    const number = toAnswer(value) === '' ? Number.NaN : toNumber(value, world);
    found.push(Number.isFinite(number) ? number : null);
  }
  return meanOf(found, 1);
}
