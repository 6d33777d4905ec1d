import { type ComponentChildren, type ComponentType, createContext } from 'preact';
import type { Change, Interview, Ref } from '../questionnaire/index.ts';
import type { Remark } from '../submission/index.ts';
import type { Notes } from './course.ts';
import type { Going } from './useInterview.ts';

/** Rows of notes: beside a question, what the survey team asks about it, and of an instance that was removed. */
export const remarkRow = '#remark';
export const returnedRow = '#returned';
export const removedRow = '#removed';

/** What is kept beside the answers, and the way to add to it; the open interview gives it. */
export interface Noted {
  readonly notes: Notes;
  change(act: (interview: Interview) => Interview, notes?: readonly Change[]): void;
}
export const NotesContext = createContext<Noted | null>(null);

/** The whole interview as a list, to go to any place of it. */
export interface ContentsProps {
  readonly going: Going;
  readonly title: string;
  readonly languages: readonly string[];
  readonly menu: ComponentChildren;
  /** Where the person comes from. */
  readonly from: Ref | null;
  onGo(ref: Ref): void;
}

/** What only those have who interview others; a respondent's phone loads none of it. */
export interface Tools {
  readonly Contents: ComponentType<ContentsProps>;
  /** The way there, on the bar. */
  readonly Door: ComponentType;
  /** Below a question; missing where the survey's server takes no remarks. */
  readonly Remark?: ComponentType<{ readonly at: Ref }>;
  /** The remarks as they are sent. */
  remarksIn(interview: Interview, notes: Notes): Remark[];
}
export const ToolsContext = createContext<Tools | null>(null);

/** Where the contents stand in the address. */
export const contents = 'contents';
