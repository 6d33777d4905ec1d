import type { Question } from '../questionnaire/index.ts';

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

/** Whether the choices are a scale in a row on a wide screen: said by the author, or five in all. */
export const isScale = (question: Pick<Question, 'appearance' | 'kind'>, count: number): boolean =>
  question.kind === 'one' && (count === 5 || (looks(question).has('likert') && count > 1 && count <= 11));
