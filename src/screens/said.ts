/** An answer in words: the labels of choices, numbers and text as they are. */
import { type AskedQuestion, isBlank, type Shown, toGiven } from '../questionnaire/index.ts';

export function answerInWords(asked: AskedQuestion, language: string): Shown | null {
  const { answer, question, choices } = asked;
  if (isBlank(answer)) return null;
  const label = (name: string): string => choices.find((choice) => choice.name === name)?.label.text ?? name;
  if (question.kind === 'one' && typeof answer === 'string') return { text: label(answer), language };
  if (Array.isArray(answer)) {
    const format = new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' });
    return { text: format.format(answer.map(label)), language };
  }
  return { text: toGiven(answer, language), language };
}
