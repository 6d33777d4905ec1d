import type { Answer, AskedQuestion, GivenProblem } from '../questionnaire/index.ts';

/** How an answer was given. A tap on a choice may bring up the next question; a key never does (WCAG 3.2.2). */
export type Hand = 'tap' | 'key';

export interface ControlProps {
  readonly asked: AskedQuestion;
  /** Unique on the page; ids of hints and problems derive from it. */
  readonly id: string;
  /** Id of the element that says what is wrong, if anything is. */
  readonly told: string | undefined;
  onAnswer(given: Answer, hand: Hand): void;
  /** Something was typed that is no answer yet (half a number); null when all is well again. */
  onUnreadable(problem: GivenProblem | null): void;
}
