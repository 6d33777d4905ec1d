export type { Checked } from './check.ts';
export { type Colleague, startColleague } from './colleague.ts';
export { atDesk, type Desk } from './desk.ts';
export type { Claim, MediaClaim } from './prove.ts';
