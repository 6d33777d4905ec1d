import type { Kept } from '../questionnaire/index.ts';
import type { Enrolment, MediaFile, Problem, Receipt, Remark, Submission } from '../submission/index.ts';

/** An interview begun on this device and not yet finished. It has the id that its submission will have. */
export interface Draft {
  id: string;
  survey: string;
  /** Content hash: a draft stays on the version it was begun with. */
  questionnaire: string;
  language: string;
  mode: Submission['mode'];
  /** Ref of the question that was on the screen. */
  where: string | null;
  startedAt: string;
  changedAt: string;
  consent?: Submission['consent'];
  /** Active milliseconds on each page so far. */
  pages: Record<string, number>;
  /** What it is called in lists, after the questionnaire's own formula; stays on the device. */
  name?: string;
  /** What the name is found and sorted by (`names.ts`). */
  words?: string[];
  folded?: string;
  /** Where it stands: the section in the person's words, and how many of the questions that are asked have an answer. */
  stands?: { section: string | null; answered: number; asked: number };
  /** The revision that this one corrects, by its hash: then a submission with the same id is on this device, too. */
  basedOn?: string;
  /** The id that its submission will have, where another draft has it: two versions of one interview. */
  standsFor?: string;
  /** It came in a hand-over. */
  brought?: Brought;
  /** Of the link that the person came with. */
  invitation?: string;
}

/** Whence a draft came that was begun on another device. */
export interface Brought {
  /** Who handed it over; blank where that is not said. */
  from: string;
  at: string;
  /** What it said then (`draftPrint`): as long as it says the same, nobody has changed it here. */
  print: string;
}

/** One answer of a draft, as the engine gave it to keep. */
export type KeptAnswer = Kept & { readonly draft: string };

/** A submission as it is sent: the exact text, never written anew. Its hash is the SHA-256 of that text in UTF-8. */
export interface FinishedSubmission {
  id: string;
  survey: string;
  questionnaire: string;
  language: string;
  /** As told to the server: only the day where the survey is anonymous. */
  finishedAt: string;
  /** When this device kept it. Stays on the device. */
  keptAt: string;
  /** Blank once it was freed (`keeping.ts`) or taken back: then only its hash and its receipt are here. */
  body: string;
  hash: string;
  /** Goes with it when it is sent, outside of the text. */
  invitation?: string;
  /** What its draft was called; stays on the device. */
  name?: string;
  words?: string[];
  folded?: string;
}

/**
 * Why something has not gone yet. Weather: it goes later. Only files wait for a network that costs nothing (`metered`) and
 * for the charger (`low-battery`).
 */
export type WaitReason =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'not-our-server'
  | 'server-busy'
  | 'metered'
  | 'low-battery'
  /** Something on the way changed what was sent. */
  | 'altered';

/**
 * A revision under an id that this device has another one of: a later one took its place here, or two devices finished the same
 * draft. And its receipt. While it waits, its place in the outbox has `twinKey` for a name.
 */
export type PastRevision = FinishedSubmission & { readonly receipt?: Receipt };

/** The name in the outbox of a revision beside the one that has its id. */
export const twinKey = ({ id, hash }: Pick<FinishedSubmission, 'id' | 'hash'>): string => `${id}/${hash}`;

/** A submission's place in the outbox. Put aside: the server will not have it, and a person must look. */
export interface Parcel {
  id: string;
  state: 'waiting' | 'aside';
  since: string;
  tries: number;
  /** Milliseconds since 1970 by this device's clock; 0 for at once. */
  triedAt: number;
  nextTryAt: number;
  reason?: WaitReason;
  problem?: Problem;
  /** It was on its way once and nothing was heard of it: another body must say that it follows this one. */
  mayBeThere?: boolean;
}

/** A submission that its person takes back: the wish is kept until the server has said that it is done. */
export interface Withdrawal {
  /** Of the receipt. */
  code: string;
  /** Unknown where the code was typed in. */
  id?: string;
  survey?: string;
  /** waiting: to be told to the server. done: erased there, also if it has yet to come. unknown: no submission has this code. */
  state: 'waiting' | 'done' | 'unknown';
  wishedAt: string;
  tries: number;
  /** Milliseconds since 1970 by this device's clock; 0 for at once. */
  triedAt: number;
  nextTryAt: number;
  reason?: WaitReason;
  /** When the server said once that it has nothing: a request that was late on its way may still arrive. */
  missedAt?: number;
}

/** A file that is kept here, whole: its pieces are counted. Two answers with the same bytes share it. */
export interface KeptMedia {
  hash: string;
  type: MediaFile['type'];
  /** Bytes. */
  size: number;
  pieces: number;
  keptAt: string;
}

/** A piece of a file. Pieces, and not one Blob: iOS has lost blobs, and a video need never be whole in memory. */
export interface MediaPiece {
  hash: string;
  at: number;
  bytes: ArrayBuffer;
}
export const mediaPieceSize = 512 * 1024;

/** That an answer of a draft or a submission stands for a file. `owner` is the id of either: they are the same. */
export interface Attachment extends MediaFile {
  owner: string;
}

/** A file's place in the queue of those that go up; it goes after its submission was received. */
export interface MediaParcel extends Omit<Parcel, 'id' | 'state'> {
  submission: string;
  hash: string;
  size: number;
  /** unanswered: its submission is not there yet. */
  state: 'unanswered' | 'waiting' | 'aside';
  /** Where the upload goes on (tus), and how far it has come, in bytes. */
  upload?: string;
  sent: number;
}

/** That this device was let into a survey. */
export interface KeptEnrolment extends Omit<Enrolment, 'survey'> {
  survey: string;
  enrolledAt: string;
  /** The newest version that is here whole: new interviews begin with it, also while a newer one is on its way. */
  questionnaire: string | null;
}

/** A submission of this device that a coordinator sent back, until it is corrected. */
export interface Returned {
  id: string;
  survey: string;
  /** Hash of the revision that a correction follows. */
  basedOn: string;
  comment: string;
  /** And on single questions, by their place. */
  remarks?: readonly Remark[];
  heardAt: string;
}

/** A hand-over file that this device wrote or took in: taking it in again does nothing again. */
export interface HandOverNote {
  /** The file's own. */
  id: string;
  direction: 'out' | 'in';
  at: string;
  /** Who made it; blank where that is not said. */
  from: string;
  submissions: number;
  drafts: number;
  /** What the drafts said that were taken in, also after they were finished here. */
  prints?: string[];
}

/** A submission and how it stands: derived from the tables, stored nowhere. */
export type Sent = FinishedSubmission & {
  /** A coordinator asks for a correction. */
  readonly returned?: Returned;
} & (
    | { state: 'waiting'; reason?: WaitReason }
    | { state: 'aside'; problem: Problem }
    | { state: 'received'; receipt: Receipt }
    | { state: 'withdrawn'; withdrawal: Withdrawal }
  );
