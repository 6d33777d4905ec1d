/** An answer in words: the labels of choices, days in the language's own calendar, numbers and text as they are. */
import { type AskedQuestion, isBlank, type Shown, toGiven, writeDayAs } from '../questionnaire/index.ts';

export function answerInWords(asked: AskedQuestion, language: string): Shown | null {
  const { answer, question, choices } = asked;
  if (isBlank(answer)) return null;
  const label = (name: string): string => choices.find((choice) => choice.name === name)?.label.text ?? name;
  if (question.kind === 'one' && typeof answer === 'string') return { text: label(answer), language };
  if (Array.isArray(answer)) {
    const format = new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' });
    return { text: format.format(answer.map(label)), language };
  }
  if (typeof answer === 'string' && (question.kind === 'date' || question.kind === 'dateTime')) {
    const [day = '', time] = answer.split('T');
    const written = writeDayAs(day, language, precisionOf(question));
    return { text: time ? `${written}, ${time.slice(0, 5)}` : written, language };
  }
  return { text: toGiven(answer, language), language };
}

const precisionOf = ({ appearance = '' }: AskedQuestion['question']): 'day' | 'month' | 'year' =>
  /\byear\b/.test(appearance) ? (/\bmonth-year\b/.test(appearance) ? 'month' : 'year') : 'day';
