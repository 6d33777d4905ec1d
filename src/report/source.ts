/** What a report is made from: nothing but what a release of the results tells, and the questionnaire. */
import type { Questionnaire } from '../questionnaire/index.ts';
import type { Results } from '../results/index.ts';
import type { Survey } from '../submission/index.ts';
import type { Reader } from './reading.ts';
import type { ReportKey, ResultKey, Say } from './words.ts';

export interface ReportSource {
  readonly survey: Pick<
    Survey,
    | 'id'
    | 'title'
    | 'languages'
    | 'defaultLanguage'
    | 'inserts'
    | 'presets'
    | 'privacy'
    | 'opensOn'
    | 'closesOn'
    | 'answeredBy'
  >;
  readonly questionnaire: Questionnaire;
  /** Links that were made, where it takes one to answer, and how many of them are used. */
  readonly invitations?: { readonly links: number; readonly used: number } | undefined;
  /** Content hash of the questionnaire. */
  readonly version: string;
  /** Of everyone. */
  readonly results: Results;
  /** By each question that results can be grouped by; all of the same release. */
  readonly grouped: readonly Results[];
  /** SHA-256 of these figures. */
  readonly hash: string;
  /** The grouping by which every question is shown, besides. */
  readonly by?: string | undefined;
  readonly software: string;
  readonly madeAt: Date;
}

/** A reader who is told the words of reports, too. */
export interface Teller extends Reader {
  readonly t: Say<ResultKey | ReportKey>;
}
