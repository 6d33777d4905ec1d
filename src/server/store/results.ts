/** What the store keeps of results. It follows from the submissions, and can be made anew from them at any time. */
import type { StandingKind } from '../../submission/index.ts';

/** A submission as it is counted: how many lines of its log are in the figures, and what it added (JSON; empty for nothing). */
export interface CountedRow {
  readonly id: string;
  readonly entries: number;
  readonly facts: string;
}

/** A submission as it stands, and as it is counted so far. */
export interface ToCount {
  readonly id: string;
  readonly standing: StandingKind;
  /** Lines of its log. */
  readonly entries: number;
  readonly questionnaire: string;
  /** Of the revision that counts. */
  readonly body: string;
  readonly counted: CountedRow | null;
}

/** A survey's figures, packed: what they are of, as they stand, as they were last told. */
export interface KeptFigures {
  readonly version: number;
  readonly head: string;
  readonly live: string;
  readonly release: string;
}

export interface ResultsLedger {
  /** How many lines the logs of a survey's submissions have: when as many are counted, nothing is missing. */
  lines(survey: string): Promise<number>;
  /** The version of the figures; 0 while there are none. */
  version(survey: string): Promise<number>;
  figures(survey: string): Promise<KeptFigures | null>;
  /** Those of these that are there. */
  toCount(ids: readonly string[]): Promise<ToCount[]>;
  /** Submissions that are not counted as they stand, in the order of their ids, after this one. */
  behind(survey: string, after: string | null, most: number): Promise<string[]>;
  /** What is counted, in the order of the ids, after this one. */
  counted(survey: string, after: string | null, most: number): Promise<CountedRow[]>;
  /**
   * Writes rows and figures, all or nothing; `false`, and nothing, where somebody else has written since `figures.version`.
   * An empty `release` leaves the one that is there.
   */
  write(survey: string, rows: readonly CountedRow[], figures: KeptFigures): Promise<boolean>;
  /** Forgets everything counted of a survey. */
  forget(survey: string): Promise<void>;
}

const slots = 16; // surveys lie on different nodes

/** Where a survey's figures lie. */
export function slotOf(survey: string): number {
  let sum = 0;
  for (const letter of survey) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % slots;
}
