/** How a survey goes from one state to the next. */
import { type State, type StoredSurvey, stateOf } from './schema.ts';

export type Turn = Exclude<State, 'draft'>;

const turns: Readonly<Record<State, readonly Turn[]>> = {
  draft: ['open'],
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: ['open'],
};

/** What can be done with it now. */
export const turnsOf = (state: State): readonly Turn[] => turns[state];

/**
 * The survey in its next state; `null` where it cannot be. A closed one has a last day, so that phones of an earlier version
 * close, too; to open it again, that day is taken away or moved first.
 */
export function turnTo(survey: StoredSurvey, turn: Turn, today: string): StoredSurvey | null {
  const { state: _, ...rest } = survey;
  if (!turns[stateOf(survey)].includes(turn)) return null;
  if (turn === 'open') return rest;
  if (turn === 'paused') return { ...rest, state: 'paused' };
  const lastDay = rest.closesOn !== undefined && rest.closesOn < today ? rest.closesOn : today;
  return { ...rest, state: 'closed', closesOn: lastDay };
}
