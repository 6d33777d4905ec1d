import type { AskedQuestion, Question } from '../questionnaire/index.ts';

/** XLSForm's appearance column: several words, one space between them. */
export const looks = ({ appearance }: Pick<Question, 'appearance'>): ReadonlySet<string> =>
  new Set(appearance?.toLowerCase().split(/\s+/));

/** The class of a list of choices: `columns`, `columns-pack` and `columns-3` stand side by side where there is room. */
export function arrangement(question: Pick<Question, 'appearance'>): string {
  const columns = [...looks(question)].find((look) =>
    /^(columns(-pack|-\d+)?|horizontal(-compact)?|quickcompact|compact(-\d+)?)$/.test(look),
  );
  return columns ? 'choices columns' : 'choices';
}

const longestPoint = 40; // letters: more make a column of a word a line

/**
 * Whether the choices are a scale in a row on a wide screen: said by the author, or five in all whose words are as short as those of
 * a scale.
 */
export function isScale(
  question: Pick<Question, 'appearance' | 'kind'>,
  points: AskedQuestion['choices'],
): boolean {
  if (question.kind !== 'one') return false;
  if (looks(question).has('likert')) return points.length > 1 && points.length <= 11;
  return points.length === 5 && points.every(({ label, hint }) => !hint && label.text.length <= longestPoint);
}
