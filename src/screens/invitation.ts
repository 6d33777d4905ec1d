/** The invitation in this page's address: after `#`, so that no server and no proxy writes it down. */
import type { Survey } from '../submission/index.ts';

const inAddress = /^#i=([A-Za-z0-9_-]{22})$/;

export const invitationHere = (): string | undefined => inAddress.exec(location.hash)?.[1];

/** It is with the draft now; the address has the step instead. */
export function leaveInvitation(): void {
  if (invitationHere()) history.replaceState(null, '', location.pathname);
}

/** Why nobody can begin here: keys of `survey.*`. */
export type Shut = 'paused' | 'closed' | 'notYet' | 'uninvited' | 'spent';

/** What can be said without asking anybody. `today`: unknown before storage is here. */
export function shutHere({ state, opensOn, closesOn, invited }: Survey, today?: string): Shut | null {
  if (state) return state;
  if (today !== undefined && closesOn !== undefined && today > closesOn) return 'closed';
  if (today !== undefined && opensOn !== undefined && today < opensOn) return 'notYet';
  return invited && !invitationHere() ? 'uninvited' : null;
}
