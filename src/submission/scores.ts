/** The scores of a submission. Those that formulas give are worked out in the interview that the answers are. */
import {
  type Answer,
  type Answers,
  compileForm,
  type Questionnaire,
  readAnswers,
  scoresIn,
  scoresOf,
} from '../questionnaire/index.ts';

type Scores = ReadonlyMap<string, number | null>;

/** Scores of one submission after another; `known` are its answers by name. */
export function scorerOf(
  questionnaire: Questionnaire,
): (answers: Answers, known: ReadonlyMap<string, Answer>) => Scores {
  const { scores = [], defaultLanguage } = questionnaire;
  if (!scores.some((score) => 'points' in score))
    return (_, known) => scoresOf(scores, (name) => known.get(name));
  const form = compileForm(questionnaire);
  // a score looks at what was answered: neither at the clock nor at chance
  const world = { now: () => new Date(0), random: () => 0.5, uuid: () => '', offsetAt: () => 0 };
  return (answers) => scoresIn(readAnswers(form, answers, { world, language: defaultLanguage }).interview);
}
