import { type Due, holdingOf, tokenFor } from '../storage/index.ts';
import { holdsHeader, invitationHeader } from '../submission/index.ts';
import type { SyncWorld } from './drain.ts';
import type { Later, Outcome } from './wire.ts';

type Said = (Outcome | undefined)[] | Later;

/**
 * Sends as the device that is enrolled in each survey, and with the invitation that each came with: a request bears one of either,
 * so what is due goes in one request for each. Most devices are enrolled in one survey, and those of respondents in none. Outcomes
 * stand in the order of what was due.
 */
export async function asDevice(
  due: readonly Due[],
  world: SyncWorld,
  sendAll: (some: readonly Due[], world: SyncWorld) => Promise<Said>,
): Promise<Said> {
  const surveys = [...new Set(due.map(({ submission }) => submission.survey))];
  const tokens = new Map(
    await Promise.all(surveys.map(async (id) => [id, await tokenFor(world.db, id)] as const)),
  );
  const groups = new Map<string, Due[]>();
  for (const one of due) {
    const { survey, invitation } = one.submission;
    const headers = JSON.stringify(headersOf(tokens.get(survey), invitation));
    groups.set(headers, [...(groups.get(headers) ?? []), one]);
  }
  const outcomes = new Map<Due, Outcome | undefined>();
  for (const [written, some] of groups) {
    const headers = JSON.parse(written) as Headers;
    const holds = headers.authorization && due.length < few ? await holdsOf(some, world) : {};
    const said = await sendAll(some, bearing({ ...headers, ...holds }, world));
    if (groups.size === 1) return said;
    if (Array.isArray(said)) for (const [at, one] of some.entries()) outcomes.set(one, said[at]);
    else if (outcomes.size === 0) return said;
    else break; // of the rest nothing is known; it goes again
  }
  return due.map((one) => outcomes.get(one));
}

const few = 50; // more follow: what is left then will be said with them, and ten thousand rows are not counted each time

async function holdsOf(some: readonly Due[], { db }: SyncWorld): Promise<Headers> {
  const holding = await holdingOf(db, some[0]?.submission.survey ?? '', some.length);
  return holding ? { [holdsHeader]: `${holding.drafts} ${holding.waiting}` } : {};
}

type Headers = Readonly<Record<string, string>>;

const headersOf = (token: string | undefined, invitation: string | undefined): Headers => ({
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  ...(invitation === undefined ? {} : { [invitationHeader]: invitation }),
});

const bearing = (headers: Headers, world: SyncWorld): SyncWorld => ({
  ...world,
  post: (letter) => world.post({ ...letter, headers: { ...letter.headers, ...headers } }),
});
