/** The answers of a submission by the name of their question, as they were sent. Of a repeated question, those of all cases. */
import type { Answers } from '../questionnaire/index.ts';

export type Given = ReadonlyMap<string, readonly string[]>;

export function givenIn(answers: Answers): Given {
  const given = new Map<string, string[]>();
  gather(answers, given);
  return given;
}

function gather(answers: Readonly<Record<string, unknown>>, given: Map<string, string[]>): void {
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === null || answer === '') continue;
    if (Array.isArray(answer) && answer.some((one) => typeof one === 'object'))
      for (const one of answer) gather(one as Record<string, unknown>, given);
    else if (typeof answer === 'object' && !Array.isArray(answer))
      gather(answer as Record<string, unknown>, given);
    else {
      const said = Array.isArray(answer) ? answer.join(' ') : String(answer);
      const before = given.get(name);
      if (before) before.push(said);
      else given.set(name, [said]);
    }
  }
}
