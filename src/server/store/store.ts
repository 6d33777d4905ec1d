/** What the server remembers, told as acts. Two ways to do it: `sqlite.ts` and `postgres.ts`; README.md says what they promise. */

import type { StandingKind } from '../../submission/index.ts';
import type { Act, Done, Past, StandingRow } from './acts.ts';
import type { AwaitedWithdrawals } from './awaited.ts';
import type { DeviceActs } from './devices.ts';
import type { ListedFile, MediaLedger } from './media.ts';
import type { PeopleActs } from './people.ts';
import type { PlanActs } from './plans.ts';
import type { ResultsLedger } from './results.ts';
import type { ReviewLedger } from './review.ts';
import type { Shelf } from './shelf.ts';
import type { Snapshot, TableRow } from './tables.ts';

/** A submission that passed the door, with what the server notes about it. */
export interface Incoming {
  readonly id: string;
  readonly survey: string;
  readonly questionnaire: string;
  readonly hash: string;
  readonly code: string;
  readonly receivedAt: string;
  /** The server's day (UTC), for the log. */
  readonly day: string;
  readonly late: boolean;
  /** The hash of the revision that it follows; empty for one that follows none. */
  readonly basedOn: string;
  /** The key that its receipt is signed with. */
  readonly signingKey: string;
  /** The enrolled device that sent it; nothing where the survey is anonymous, or none is known. */
  readonly device?: string;
  /** It came from no enrolled device, though only those answer: it is kept, and a person looks at it. */
  readonly review?: boolean;
  /** The text whose bytes have this hash. */
  readonly body: string;
  /** The files that it lists, each once. */
  readonly media?: readonly ListedFile[];
}

/** What is kept under this id and hash, now or since long ago: enough to write the same receipt again. */
export type Kept =
  | {
      readonly kind: 'kept';
      readonly revision: number;
      readonly receivedAt: string;
      readonly signingKey: string;
    }
  /** The id belongs to a submission of another survey: nothing was kept. */
  | { readonly kind: 'other-survey' }
  /** There are so many revisions under this id that no person has made them: nothing was kept. */
  | { readonly kind: 'too-many' };

export const mostRevisions = 500; // of one submission: its whole past is read with each new one

export interface KeptSubmission {
  readonly id: string;
  readonly revision: number;
  readonly receivedAt: string;
  readonly late: boolean;
  /** The device that sent it, or nothing. */
  readonly device: string;
  /** Nobody has accepted it yet. */
  readonly review: boolean;
  readonly body: string;
}

export interface Counts {
  readonly submissions: number;
  /** Revisions after the first. */
  readonly revisions: number;
  readonly late: number;
}

/** How many of a survey's submissions stand otherwise than received. */
export type StandingCounts = Record<Exclude<StandingKind, 'received'>, number>;

/** A submission with all its revisions; a withdrawn one's bodies are empty. */
export interface History extends Past {
  readonly id: string;
  readonly bodies: readonly string[];
}

export interface Store extends DeviceActs, PeopleActs, PlanActs {
  /** Durable when it resolves. The same id and hash again changes nothing; another hash is the next revision. */
  keep(incoming: Incoming): Promise<Kept>;
  /** Of each submission of a survey the revision that counts, in the order of the ids, after this one; none that is withdrawn or set aside. */
  newest(survey: string, after: string | null, most: number): Promise<KeptSubmission[]>;
  countsOf(survey: string): Promise<Counts>;
  standingCountsOf(survey: string): Promise<StandingCounts>;

  /** Does it, once, with a line in the log. A withdrawal erases the bodies. */
  act(id: string, act: Act, day: string): Promise<Done>;
  /** The submissions whose revision has this code: nearly always one, rarely two, mostly none. */
  idsByCode(code: string): Promise<string[]>;
  history(id: string): Promise<History | null>;
  /** Those that stand like this, in the order of their ids, after this one. */
  standings(
    survey: string,
    standing: StandingKind,
    after: string | null,
    most: number,
  ): Promise<StandingRow[]>;

  readonly media: MediaLedger;
  readonly awaited: AwaitedWithdrawals;
  readonly results: ResultsLedger;
  readonly review: ReviewLedger;
  readonly shelf: Shelf;

  addQuestionnaire(hash: string, body: string): Promise<void>;
  questionnaire(hash: string): Promise<string | null>;
  /** Keeps the survey's document (JSON), in place of the one it had. */
  saveSurvey(id: string, document: string): Promise<void>;
  survey(id: string): Promise<string | null>;
  surveys(): Promise<string[]>;

  hasCoordinators(): Promise<boolean>;
  /** Adds a coordinator or gives a new password, and closes the sessions opened with the old one. */
  setPassword(name: string, password: string): Promise<void>;
  passwordOf(name: string): Promise<string | null>;
  openSession(token: string, coordinator: string, endsAt: string, now: string): Promise<void>;
  /** Whose session this is, while it lasts. */
  coordinatorOf(token: string, now: string): Promise<string | null>;
  closeSession(token: string): Promise<void>;

  /** Everything as it stood at one moment, while others go on writing. */
  look<Seen>(see: (snapshot: Snapshot) => Promise<Seen>): Promise<Seen>;
  /** Takes in what another store held, all of it or nothing. Rejects with `NotEmpty` where there is a submission or a coordinator. */
  load(rows: AsyncIterable<TableRow>): Promise<void>;

  /** Rejects where nothing can be read. */
  check(): Promise<void>;
  /** Finishes what was begun, and closes. */
  close(): Promise<void>;
}
