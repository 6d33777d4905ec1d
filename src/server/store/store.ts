/** What the server remembers, told as acts. Two ways to do it: `sqlite.ts` and `postgres.ts`; README.md says what they promise. */

/** A submission that passed the door, with what the server notes about it. */
export interface Incoming {
  readonly id: string;
  readonly survey: string;
  readonly questionnaire: string;
  readonly hash: string;
  readonly code: string;
  readonly receivedAt: string;
  readonly late: boolean;
  /** The key that its receipt is signed with. */
  readonly signingKey: string;
  /** The text whose bytes have this hash. */
  readonly body: string;
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
  | { readonly kind: 'other-survey' };

export interface KeptSubmission {
  readonly id: string;
  readonly revision: number;
  readonly receivedAt: string;
  readonly late: boolean;
  readonly body: string;
}

export interface Counts {
  readonly submissions: number;
  /** Revisions after the first. */
  readonly revisions: number;
  readonly late: number;
}

export interface Store {
  /** Durable when it resolves. The same id and hash again changes nothing; another hash is the next revision. */
  keep(incoming: Incoming): Promise<Kept>;
  /** The newest revisions of a survey in the order of their ids, after this one. */
  newest(survey: string, after: string | null, most: number): Promise<KeptSubmission[]>;
  countsOf(survey: string): Promise<Counts>;

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

  /** Rejects where nothing can be read. */
  check(): Promise<void>;
  /** Finishes what was begun, and closes. */
  close(): Promise<void>;
}
