import { type Due, tokenFor } from '../storage/index.ts';
import type { SyncWorld } from './drain.ts';
import type { Later, Outcome } from './wire.ts';

type Said = (Outcome | undefined)[] | Later;

/**
 * Sends as the device that is enrolled in each survey: a request bears one token, so what is due goes in one request for
 * each. Most devices are enrolled in one, and those of respondents in none. Outcomes stand in the order of what was due.
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
  const groups = new Map<string | undefined, Due[]>();
  for (const one of due) {
    const token = tokens.get(one.submission.survey);
    groups.set(token, [...(groups.get(token) ?? []), one]);
  }
  if (groups.size === 1) return sendAll(due, bearing(tokens.get(surveys[0] ?? ''), world));
  const outcomes = new Map<Due, Outcome | undefined>();
  for (const [token, some] of groups) {
    const said = await sendAll(some, bearing(token, world));
    if (Array.isArray(said)) for (const [at, one] of some.entries()) outcomes.set(one, said[at]);
    else if (outcomes.size === 0) return said;
    else break; // of the rest nothing is known; it goes again
  }
  return due.map((one) => outcomes.get(one));
}

const bearing = (token: string | undefined, world: SyncWorld): SyncWorld =>
  token === undefined
    ? world
    : {
        ...world,
        post: (letter) =>
          world.post({ ...letter, headers: { ...letter.headers, authorization: `Bearer ${token}` } }),
      };
