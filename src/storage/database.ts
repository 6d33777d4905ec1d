import { Dexie, type DexieOptions, type EntityTable, type Table } from 'dexie';
import type { Questionnaire } from '../questionnaire/index.ts';
import type { MediaReceipt, Receipt, Survey } from '../submission/index.ts';
import { coarse } from './coarse.ts';
import { databaseName } from './known.ts';
import { patient } from './patience.ts';
import type {
  Attachment,
  Draft,
  FinishedSubmission,
  HandOverNote,
  KeptAnswer,
  KeptEnrolment,
  KeptMedia,
  MediaParcel,
  MediaPiece,
  Parcel,
  PastRevision,
  Returned,
  Withdrawal,
} from './rows.ts';

/** Everything this device remembers, one table for each kind of thing. */
export type Database = Dexie & {
  surveys: EntityTable<Survey, 'id'>; // their signing keys are pinned here
  questionnaires: EntityTable<KeptQuestionnaire, 'hash'>;
  drafts: EntityTable<Draft, 'id'>; // still being answered
  answers: Table<KeptAnswer, [draft: string, ref: string]>; // of the drafts, one row each
  submissions: EntityTable<FinishedSubmission, 'id'>; // finished, never edited again
  outbox: EntityTable<Parcel, 'id'>; // finished, not yet received
  receipts: EntityTable<Receipt, 'id'>; // verified
  settings: EntityTable<Setting, 'name'>;
  media: EntityTable<KeptMedia, 'hash'>; // whole files only
  mediaPieces: Table<MediaPiece, [hash: string, at: number]>;
  attachments: Table<Attachment, [owner: string, name: string]>; // whose they are
  mediaOutbox: Table<MediaParcel, [submission: string, hash: string]>; // not yet received
  mediaReceipts: Table<MediaReceipt, [submission: string, hash: string]>; // verified
  enrolments: EntityTable<KeptEnrolment, 'survey'>;
  returned: EntityTable<Returned, 'id'>; // sent back for correction
  revisions: Table<PastRevision, [id: string, hash: string]>; // beside the one that has the id
  withdrawals: EntityTable<Withdrawal, 'code'>; // wished, or done
  handOvers: Table<HandOverNote, [id: string, direction: string]>;
};

export interface KeptQuestionnaire {
  hash: string;
  questionnaire: Questionnaire;
}

export interface Setting {
  name: string;
  value: unknown;
}

/** Waits so many milliseconds, by whatever clock there is. */
type Rest = (milliseconds: number) => Promise<void>;
const rests = new WeakMap<Database, Rest>();
const byTheClock: Rest = (milliseconds) => new Promise((rested) => setTimeout(rested, milliseconds));

/** How who uses this database waits before trying again. */
export const restOf = (db: Database): Rest => rests.get(db) ?? byTheClock;

/**
 * Tests pass a name of their own, so that no two share a database; opening happens with the first act.
 * A new version of the tables is a new `version(n)` below the others: those before it are never edited, since phones
 * come back after a year with any of them.
 */
export function openDatabase(
  name = databaseName,
  { rest, ...options }: DexieOptions & { readonly rest?: Rest } = {},
): Database {
  // Strict: the act is done when the disk has it, not when the operating system has heard of it.
  const db = new Dexie(name, { chromeTransactionDurability: 'strict', ...options }) as Database;
  if (rest) rests.set(db, rest);
  db.version(1).stores({
    surveys: 'id',
    questionnaires: 'hash',
    drafts: 'id, survey, changedAt',
    answers: '[draft+ref], draft',
    submissions: 'id, survey, keptAt',
    outbox: 'id, [state+tries+since], state',
    receipts: 'id',
    settings: 'name',
  });
  db.version(2).stores({
    drafts: 'id, survey, changedAt, folded, *words',
    submissions: 'id, survey, keptAt, folded, *words',
    media: 'hash, keptAt',
    mediaPieces: '[hash+at], hash',
    attachments: '[owner+name], owner, hash',
    mediaOutbox: '[submission+hash], submission, hash, state, [state+tries+since]',
    mediaReceipts: '[submission+hash], submission',
    enrolments: 'survey',
    returned: 'id, survey',
    revisions: '[id+hash], id',
    withdrawals: 'code, id, state',
    handOvers: '[id+direction], at',
  });
  db.version(3).stores({}); // rows may be sealed (`lock/`): an older page that is still open lets go, and says that it is outdated
  db.use(coarse);
  db.use(patient);
  return db;
}
