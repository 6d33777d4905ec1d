/** Questionnaires made ready to be asked, each once; with the rarer functions only where its formulas need them. */

import { v4 } from 'uuid'; // crypto.randomUUID is missing on plain http
import {
  compileForm,
  type Form,
  loadFormulas,
  type Questionnaire,
  type World,
} from '../questionnaire/index.ts';
import type { Survey } from '../submission/index.ts';

const forms = new WeakMap<Questionnaire, Promise<Form>>();

export function formOf(questionnaire: Questionnaire): Promise<Form> {
  const known =
    forms.get(questionnaire) ?? loadFormulas(questionnaire).then(() => compileForm(questionnaire));
  forms.set(questionnaire, known);
  return known;
}

/** The outside world as an interview of this survey may know it: in an anonymous one, a question about the time gets the day. */
export const worldOf = ({ privacy }: Pick<Survey, 'privacy'>): World => ({
  now: () => {
    const now = new Date();
    if (privacy === 'anonymous') now.setHours(0, 0, 0, 0);
    return now;
  },
  random: Math.random,
  uuid: () => v4(),
});
