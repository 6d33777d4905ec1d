export { type Brought, type CheckQuestionnaire, fetchQuestionnaire, fetchSurvey } from './bring.ts';
export type { Claim, SyncWorld, Verify } from './drain.ts';
export { startSync, wayFromHere } from './here.ts';
export type { MediaClaim, MediaWorld, VerifyMedia } from './media.ts';
export { type Nudge, type Runner, type RunnerWorld, startRunner } from './runner.ts';
export type { Letter, Post, Timers, Way } from './send.ts';
export type { MediaProgress, SyncState } from './state.ts';
export { type Surroundings, surroundingsOf, type Teller } from './surroundings.ts';
export type { Later } from './wire.ts';
