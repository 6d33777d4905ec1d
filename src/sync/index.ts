export { type Brought, type CheckQuestionnaire, fetchQuestionnaire, fetchSurvey } from './bring.ts';
export type { Claim, SyncWorld, Verify } from './drain.ts';
export { bringEnrolled, enrol, type Outcome as EnrolOutcome } from './enrol.ts';
export { startSync, wayFromHere } from './here.ts';
export { type Nudge, type Runner, type RunnerWorld, startRunner } from './runner.ts';
export type { Letter, Post, Timers, Way } from './send.ts';
export type { SyncState } from './state.ts';
export type { Later } from './wire.ts';
