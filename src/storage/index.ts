export { look } from './act.ts';
export { type Asked, keepStandings, type Reopened, received, reopen } from './corrections.ts';
export { type Database, type KeptQuestionnaire, openDatabase } from './database.ts';
export {
  beginDraft,
  discardDraft,
  draftFor,
  finishDraft,
  keepAnswers,
  newestDrafts,
  openDraft,
  type Standing,
} from './drafts.ts';
export {
  deviceId,
  enrolment,
  enrolments,
  holdingOf,
  keepEnrolment,
  keepNewest,
  tokenFor,
} from './enrolments.ts';
export {
  type HandOverChoice,
  type HandOverPlan,
  handOverNotes,
  handOverRecords,
  lean,
  noteHandedOver,
  planHandOver,
  surveysWithWork,
} from './handover.ts';
export { type TakenIn, type TakingIn, takeIn, takenBefore } from './handover-in.ts';
export { type Hold, holdDraft, type Locks } from './hold.ts';
export {
  type HomeCounts,
  type HomeRow,
  homeCounts,
  homeIds,
  homeNewest,
  homeRows,
  type Shelf as HomeShelf,
  type Wish as HomeWish,
} from './home.ts';
export {
  chooseKeepingDays,
  chosenKeepingDays,
  deleteHere,
  type Freed,
  freeKept,
  stakeIn,
} from './keeping.ts';
export { markEnrolled } from './known.ts';
export { calmly, type Live, live } from './live.ts';
export {
  attachMedia,
  attachmentsOf,
  detachMedia,
  mediaBlob,
  mediaPieces,
} from './media.ts';
export {
  keepMediaReceipt,
  keepMediaWhen,
  keepUpload,
  type MediaWhen,
  mediaWaitingOf,
  mediaWhen,
  nextMedia,
  postponeMedia,
  putMediaAside,
  tryMediaAgain,
} from './mediaOutbox.ts';
export { knownHash } from './mediaProof.ts';
export {
  type FilesStanding,
  filesStanding,
  filesWaiting,
  keepMediaPause,
  type Left,
  leftToCarry,
  type MediaKey,
  type MediaState,
  mediaState,
} from './mediaQueue.ts';
export { mediaSlice } from './mediaSlice.ts';
export { sweepMedia } from './mediaSweep.ts';
export { type Opened, openHere, type TabTrouble } from './open.ts';
export {
  type Due,
  endWay,
  keepPause,
  keepReceipt,
  keepReceipts,
  muchToCarry,
  nextWithdrawalAt,
  type OutboxState,
  outboxState,
  type Pause,
  pauseOf,
  postpone,
  putAside,
  takeWaiting,
  tryAgain,
  waiting,
} from './outbox.ts';
export { filesInUse } from './pinned.ts';
export type {
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
  Sent,
  WaitReason,
  Withdrawal,
} from './rows.ts';
export { mediaPieceSize } from './rows.ts';
export { askToKeep, type Safety, safety } from './safety.ts';
export { clockCorrection, type HeardTime, heardServerTime, keepServerTime } from './serverTime.ts';
export {
  keepSetting,
  lastSavedBefore,
  latestIn,
  mySubmissions,
  setting,
  submission,
} from './submissions.ts';
export { keepQuestionnaire, keepSurvey, questionnaire, survey } from './surveys.ts';
export { AlreadyFinished, DraftGone, StorageBroken, StorageFull } from './trouble.ts';
export {
  codesOf,
  dueWithdrawals,
  forgetTypedCode,
  hurryWithdrawals,
  postponeWithdrawal,
  wishWithdrawal,
  wishWithdrawalByCode,
  withdrawalDone,
  withdrawalMissed,
  withdrawals,
} from './withdrawals.ts';
