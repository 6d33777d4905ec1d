import type { Survey } from '../submission/index.ts';
import { askInvitation, wayFromHere } from '../sync/index.ts';
import { invitationHere, type Shut } from './invitation.ts';

/** Whether somebody has answered with this link already. Without a network nobody knows, and the answers are worth having. */
export async function spentHere(survey: Survey): Promise<Shut | null> {
  const token = survey.invited ? invitationHere() : undefined;
  if (token === undefined) return null;
  const standing = await askInvitation(survey.id, token, wayFromHere);
  return standing === 'used' ? 'spent' : standing === 'unknown' ? 'uninvited' : null;
}
