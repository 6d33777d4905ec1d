import { InvitationStanding } from '../submission/index.ts';
import { type Way, withPatience } from './send.ts';
import { readJson } from './wire.ts';

const patience = 20_000; // milliseconds

/** How a link stands; undefined where nobody says. */
export async function askInvitation(
  survey: string,
  token: string,
  way: Way,
): Promise<InvitationStanding['standing'] | undefined> {
  const said = await withPatience(way, patience, async (signal) => {
    const reply = await way.post({
      method: 'POST',
      path: '/api/invitations',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ survey, token }),
      signal,
    });
    return InvitationStanding.safeParse(readJson(await reply.text())).data?.standing;
  });
  return typeof said === 'string' ? said : undefined;
}
