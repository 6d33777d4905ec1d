/** Whether a question is to be drawn anew after an act: on a page of many, one answer changes few. */
import type { Answer, AskedQuestion, ChoiceShown, Shown } from '../questionnaire/index.ts';

const mostCompared = 200; // choices: beyond that, comparing takes as long as drawing what is seen of them

/** Whether two looks at one question, at two moments of the interview, show the same. */
export function alike(a: AskedQuestion, b: AskedQuestion): boolean {
  return (
    a.question === b.question &&
    a.ref === b.ref &&
    sameAnswer(a.answer, b.answer) &&
    a.relevant === b.relevant &&
    a.need === b.need &&
    a.readOnly === b.readOnly &&
    sameWords(a.label, b.label) &&
    sameWords(a.hint, b.hint) &&
    sameWords(a.guidance, b.guidance) &&
    a.verdict.kind === b.verdict.kind &&
    sameWords(a.verdict.message, b.verdict.message) &&
    sameChoices(a.choices, b.choices)
  );
}

const sameAnswer = (a: Answer, b: Answer): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.join(' ') === b.join(' '));

const sameChoices = (a: readonly ChoiceShown[], b: readonly ChoiceShown[]): boolean =>
  a.length === b.length &&
  a.length <= mostCompared &&
  a.every((one, at) => {
    const other = b[at];
    return (
      other !== undefined &&
      one.name === other.name &&
      one.media === other.media &&
      sameWords(one.label, other.label) &&
      sameWords(one.hint, other.hint)
    );
  });

const sameWords = (a: Shown | null, b: Shown | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.text === b.text &&
    a.language === b.language &&
    a.pieces?.join('\0') === b.pieces?.join('\0'));
