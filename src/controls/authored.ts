/** What controls need of whoever hands out an author's pictures, sounds and films: they know neither network nor storage. */
import { createContext } from 'preact';
import type { AuthoredFile } from '../questionnaire/index.ts';

/** gone: nobody has it. away: it may come later. */
export type Brought = Blob | 'gone' | 'away';

export interface Authored {
  /** What the questionnaire pins, by the names that its words use. */
  readonly files: Readonly<Record<string, AuthoredFile>>;
  /** Whether it can be shown at once, without anything coming from afar. */
  isHere(file: AuthoredFile): Promise<boolean>;
  bring(file: AuthoredFile): Promise<Brought>;
}

/** The open questionnaire's; without it, files are said in words. */
export const AuthoredContext = createContext<Authored | null>(null);
