export type { After } from './after.ts';
export { type Bringing, bringFile, type FileShelf, shelfHere, tidyFiles } from './authored.ts';
export { type Brought, type CheckQuestionnaire, fetchQuestionnaire, fetchSurvey } from './bring.ts';
export { type Carrying, type CarryWorld, carryHere, type Nudge, type Sender } from './carry.ts';
export type { SyncWorld, Verify } from './drain.ts';
export {
  type Bringer,
  type Brought as BroughtEnrolled,
  bringEnrolled,
  enrol,
  type Outcome as EnrolOutcome,
} from './enrol.ts';
export { after, startSync } from './here.ts';
export { askInvitation } from './invitation.ts';
export type { MediaClaim, MediaWorld, VerifyMedia } from './media.ts';
export type { Claim } from './proving.ts';
export { type Runner, type RunnerWorld, startRunner } from './runner.ts';
export type { Letter, Post, Timers, Way } from './send.ts';
export type { MediaProgress, SyncState } from './state.ts';
export { type Surroundings, surroundingsHere, surroundingsOf, type Teller } from './surroundings.ts';
export { carrierTag } from './wake.ts';
export { wayFromHere } from './way.ts';
export type { Later } from './wire.ts';
