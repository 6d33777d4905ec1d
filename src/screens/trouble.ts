/** What stands in the way of going on from a question. */
import type { AskedQuestion, GivenProblem } from '../questionnaire/index.ts';

export interface Trouble {
  /** alarm: must be put right first. wish: said once, then the person may go on. */
  readonly kind: 'alarm' | 'wish';
  /** The author's own message, else ours by its key. */
  readonly words: string | undefined;
  readonly key: 'step.required' | 'step.wanted' | 'step.unacceptable' | `problems.${GivenProblem}`;
}

export function troubleOf(asked: AskedQuestion | null, unreadable: GivenProblem | undefined): Trouble | null {
  if (!asked) return null;
  if (unreadable) return { kind: 'alarm', words: undefined, key: `problems.${unreadable}` };
  const { kind, message } = asked.verdict;
  if (kind === 'missing') return { kind: 'alarm', words: message?.text, key: 'step.required' };
  if (kind === 'unacceptable') return { kind: 'alarm', words: message?.text, key: 'step.unacceptable' };
  if (kind === 'unfinished') return { kind: 'alarm', words: undefined, key: 'problems.place-unreadable' };
  if (kind === 'wanted') return { kind: 'wish', words: message?.text, key: 'step.wanted' };
  return null;
}
