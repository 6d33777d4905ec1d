/**
 * What a device says and asks besides its submissions: which were taken back, and which a coordinator sends back. In the same
 * turn as the outbox, so that one tab does it, and nothing of a submission is on its way meanwhile.
 */
import {
  type Asked,
  codesOf,
  dueWithdrawals,
  freeKept,
  heardServerTime,
  keepServerTime,
  keepSetting,
  keepStandings,
  postponeWithdrawal,
  received,
  setting,
  type Withdrawal,
  withdrawalDone,
  withdrawalMissed,
} from '../storage/index.ts';
import { mostAsked, receiptCode, Standings, Withdrawn } from '../submission/index.ts';
import type { SyncWorld } from './drain.ts';
import { waitAfter } from './pause.ts';
import { travel } from './send.ts';
import { readServerTime } from './time.ts';
import { type Later, readJson, readProblem } from './wire.ts';
import { isBelieved, isTheirWord } from './word.ts';

/** The acts of this file, for a runner that they come to later. */
export interface After {
  carryWithdrawals(world: SyncWorld): Promise<void>;
  askStandings(world: SyncWorld, looked: boolean): Promise<void>;
  tidy(world: SyncWorld): Promise<void>;
}

const patience = 60_000;

/** Tells the server which submissions were taken back. Stops at the first that bad weather holds up. */
export async function carryWithdrawals(world: SyncWorld): Promise<void> {
  const { db, now, random } = world;
  for (const wish of await dueWithdrawals(db, now())) {
    const came = await withdrawAll(wish, world);
    if (came === 'done') await withdrawalDone(db, wish.code);
    else if (came === 'missed') await withdrawalMissed(db, wish.code, now());
    else {
      const { reason, retryAfter = 0 } = came;
      const wait = Math.max(waitAfter(wish.tries + 1, random), retryAfter);
      await postponeWithdrawal(db, wish.code, { reason, now: now(), nextTryAt: now() + wait });
      return;
    }
  }
}

/** By every code that it may be there with. */
async function withdrawAll(wish: Withdrawal, world: SyncWorld): Promise<'done' | 'missed' | Later> {
  let all: 'done' | 'missed' = 'missed';
  for (const code of await codesOf(world.db, wish)) {
    const came = await withdraw({ ...wish, code }, world);
    if (typeof came !== 'string') return came;
    if (came === 'done') all = came;
  }
  return all;
}

/** Believed only as a receipt is: signed, by a key that is pinned with the survey. Of a typed code no survey is known here. */
async function withdraw(
  { code, id, survey }: Withdrawal,
  world: SyncWorld,
): Promise<'done' | 'missed' | Later> {
  const text = JSON.stringify({ code, ...(id === undefined ? {} : { id }) });
  const freight = { method: 'POST', path: '/api/withdrawals', type: 'application/json', text } as const;
  const said = await travel(freight, world, patience, async (reply) => ({
    problem: reply.ok ? undefined : await readProblem(reply.clone()),
    done: reply.ok ? Withdrawn.safeParse(readJson(await reply.text())).data : undefined,
    reply,
  }));
  if ('kind' in said) return said;
  const { problem, done, reply } = said;
  if (problem?.kind === 'refused' && problem.problem.code === 'not-found') return 'missed';
  if (problem) return problem.kind === 'later' ? problem : { kind: 'later', reason: 'server-busy' };
  const isProven =
    done !== undefined && (survey === undefined || (await isTheirWord(done, { code, survey }, world)));
  if (!isProven) return { kind: 'later', reason: 'not-our-server' };
  await noteTime(reply, world);
  return 'done';
}

const asksName = 'standings-asked';
const often = { looked: 60_000, byItself: 6 * 60 * 60_000 };
const most = 500;

/**
 * Asks how submissions stand. By itself a device asks a few times a day, and only about the surveys whose interviewers it is
 * enrolled with. About those of a link that anyone may open it asks when a person looks at what they sent (`looked`), and about
 * anonymous ones one by one: which of them come from the same phone is nobody's to know.
 */
export async function askStandings(world: SyncWorld, looked: boolean): Promise<void> {
  const { db, now } = world;
  const since = now() - Number((await setting(db, asksName)) ?? 0);
  if (since >= 0 && since < (looked ? often.looked : often.byItself)) return;
  const enrolled = new Set(await db.enrolments.toCollection().primaryKeys());
  const surveys = await db.surveys.toArray();
  const asked = surveys.filter(
    ({ id, answeredBy }) => looked || enrolled.has(id) || answeredBy === 'devices',
  );
  if (asked.length === 0) return;
  const together = new Set(asked.flatMap(({ id, privacy }) => (privacy === 'anonymous' ? [] : [id])));
  const alone = new Set(asked.flatMap(({ id, privacy }) => (privacy === 'anonymous' ? [id] : [])));
  const many = await received(db, (id) => together.has(id), most);
  const single = alone.size > 0 ? await received(db, (id) => alone.has(id), 20) : [];
  const rounds = [
    ...Array.from({ length: Math.ceil(many.length / mostAsked) }, (_, at) =>
      many.slice(at * mostAsked, (at + 1) * mostAsked),
    ),
    ...single.map((one) => [one]),
  ];
  for (const round of rounds) if (!(await ask(round, world))) return; // again another time
  if (rounds.length > 0) await keepSetting(db, asksName, now());
}

/** Whether the server answered. */
async function ask(some: readonly Asked[], world: SyncWorld): Promise<boolean> {
  const text = JSON.stringify({ asked: some.map(({ id, hash }) => ({ id, hash })) });
  const freight = {
    method: 'POST',
    path: '/api/submissions/standings',
    type: 'application/json',
    text,
  } as const;
  const said = await travel(freight, world, patience, async (reply) => ({
    standings: reply.ok ? Standings.safeParse(readJson(await reply.text())).data?.standings : undefined,
    reply,
  }));
  if ('kind' in said || said.standings?.length !== some.length) return false;
  const heard: Parameters<typeof keepStandings>[1][number][] = [];
  for (const [at, about] of some.entries()) {
    const one = said.standings[at];
    if (one?.id !== about.id || !(await isBelieved(one, about, world))) continue;
    heard.push({ ...one, survey: about.survey, code: receiptCode(about.id, about.hash) });
  }
  await keepStandings(world.db, heard, new Date(world.now()).toISOString());
  await noteTime(said.reply, world);
  return true;
}

const tidyName = 'freed-at';
const day = 24 * 60 * 60_000;

/** Frees what was kept for long enough: once a day by the server's clock, and at once where space is short. */
export async function tidy({ db, isTight }: SyncWorld): Promise<void> {
  const heard = await heardServerTime(db);
  if (!heard) return;
  const tight = (await isTight?.()) ?? false;
  if (!tight && Math.abs(heard.said - Number((await setting(db, tidyName)) ?? 0)) < day) return;
  await freeKept(db, { andAnswers: tight });
  await keepSetting(db, tidyName, heard.said);
}

async function noteTime({ headers }: Response, { db, now }: SyncWorld): Promise<void> {
  const heard = readServerTime(headers, now());
  if (heard) await keepServerTime(db, heard);
}
