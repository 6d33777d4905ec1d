import { expect, onTestFinished, test } from 'vitest';
import {
  beginDraft,
  type Database,
  type FinishedSubmission,
  finishDraft,
  keepSurvey,
  mySubmissions,
  outboxState,
} from '../../src/storage/index.ts';
import {
  type Post,
  type Runner,
  type RunnerWorld,
  type SyncState,
  startRunner,
} from '../../src/sync/index.ts';
import { device, draftOf, faultAt, submissionOf } from '../support/device.ts';
import { fakeLocks } from '../support/locks.ts';
import { office, problemOf } from '../support/office.ts';
import { type Clock, clock, replies, server, worldOf } from '../support/weather.ts';

const hour = 3_600_000;
const ours = office();

/** A phone with some interviews finished, one a minute from eight o'clock. */
async function phone(finished: number, survey = ours.survey) {
  const { db, tab } = device();
  await keepSurvey(db, survey);
  const submissions: FinishedSubmission[] = [];
  for (let at = 0; at < finished; at++) {
    const keptAt = new Date(Date.parse('2026-11-23T01:00:00Z') + at * 60_000).toISOString();
    const draft = draftOf({ changedAt: keptAt });
    await beginDraft(db, draft, []);
    const submission = submissionOf(draft);
    await finishDraft(db, submission);
    submissions.push(submission);
  }
  return { db, tab, submissions };
}

function runnerOn(
  db: Database,
  post: Post,
  time: Clock = clock(),
  changed: Partial<RunnerWorld> = {},
): Runner {
  const runner = startRunner(worldOf(db, post, time, changed));
  onTestFinished(() => runner.stop());
  return runner;
}

const states = async (db: Database) => (await mySubmissions(db)).map(({ state }) => state).reverse();

/** Replies in turn, then as the server does. */
const inTurn = (
  post: Post,
  ...first: ((real: () => Promise<Response>) => Promise<Response> | Response)[]
): Post => {
  const left = [...first];
  return async (letter) => {
    const next = left.shift();
    return next ? next(() => post(letter)) : post(letter);
  };
};

test('what waits goes up, the oldest first, and is received', async () => {
  const { db, submissions } = await phone(3);
  const there = server();
  await runnerOn(db, there.post).nudge('kept');
  expect(there.asked.flatMap(({ texts }) => texts)).toEqual(submissions.map(({ body }) => body));
  expect(await states(db)).toEqual(['received', 'received', 'received']);
});

test('one alone goes by itself, many go two hundred at a time', async () => {
  const one = await phone(1);
  const there = server();
  await runnerOn(one.db, there.post).nudge('kept');
  const many = await phone(240);
  await runnerOn(many.db, there.post).nudge('kept');
  expect(there.asked.map(({ letter, texts }) => [letter.method, texts.length])).toEqual([
    ['PUT', 1],
    ['POST', 200],
    ['POST', 40],
  ]);
});

test('the reply was lost after the server had kept it: sent again, it is one submission, and received', async () => {
  const { db, submissions } = await phone(1);
  const there = server();
  const time = clock();
  const post = inTurn(there.post, async (real) => {
    await real();
    throw new TypeError('connection reset');
  });
  await runnerOn(db, post, time).nudge('kept');
  expect(await states(db)).toEqual(['waiting']);
  await time.pass(15_000);
  expect(await states(db)).toEqual(['received']);
  expect([...there.kept.values()]).toEqual([[submissions[0]?.body]]);
});

test('sent five times at once, it is one submission', async () => {
  const { db } = await phone(1);
  const there = server();
  await Promise.all(
    Array.from({ length: 5 }, () => runnerOn(db, there.post, clock(), { locks: fakeLocks() }).nudge('asked')),
  );
  expect(there.asked.length).toBe(5);
  expect([...there.kept.values()].map((texts) => texts.length)).toEqual([1]);
  expect(await states(db)).toEqual(['received']);
});

test.each([
  ['with another’s signature', (one: FinishedSubmission) => ({ ...office(2, ours.key.id).receiptFor(one) })],
  ['by a key that is not pinned', (one: FinishedSubmission) => office(3).receiptFor(one)],
  ['for other bytes', (one: FinishedSubmission) => ours.receiptFor({ ...one, hash: 'b'.repeat(64) })],
  [
    'for another submission',
    (one: FinishedSubmission) => ours.receiptFor({ ...one, id: submissionOf(draftOf()).id }),
  ],
  ['for another survey', (one: FinishedSubmission) => ours.receiptFor({ ...one, survey: 'other' })],
  ['changed after signing', (one: FinishedSubmission) => ({ ...ours.receiptFor(one), revision: 2 })],
])('a receipt %s is none: the submission goes on waiting', async (_, lie) => {
  const { db, submissions } = await phone(1);
  const time = clock();
  const [one] = submissions;
  if (!one) throw new Error('no submission');
  await runnerOn(
    db,
    inTurn(server().post, () => Response.json(lie(one))),
    time,
  ).nudge('kept');
  expect(await mySubmissions(db)).toMatchObject([{ state: 'waiting', reason: 'not-our-server' }]);
  await time.pass(16_000);
  expect(await states(db)).toEqual(['received']); // the true one, later
});

test('one bad among good ones is put aside with its problem, and holds up none', async () => {
  const { db, submissions } = await phone(5);
  const problem = problemOf('submission-unacceptable');
  const there = server(ours, ({ id }) => (id === submissions[2]?.id ? problem : undefined));
  await runnerOn(db, there.post).nudge('kept');
  expect(await states(db)).toEqual(['received', 'received', 'aside', 'received', 'received']);
  expect(await outboxState(db)).toMatchObject({ waiting: 0, aside: 1 });
});

test('one that makes the server fail is tried again after all others', async () => {
  const { db, submissions } = await phone(12);
  const there = server();
  const time = clock();
  const poison = submissions[4]?.body ?? '';
  await runnerOn(
    db,
    async (letter) => (String(letter.body).includes(poison) ? replies.failed() : there.post(letter)),
    time,
  ).nudge('kept');
  await time.pass(hour);
  expect((await states(db)).filter((state) => state === 'received')).toHaveLength(11);
  expect(await outboxState(db)).toMatchObject({ waiting: 1, reason: 'server-busy' });
});

test('a batch that is too large as such goes one by one', async () => {
  const { db } = await phone(4);
  const there = server();
  await runnerOn(db, async (letter) =>
    letter.method === 'POST'
      ? Response.json(problemOf('submission-too-large', 413), { status: 413 })
      : there.post(letter),
  ).nudge('kept');
  expect(await states(db)).toEqual(['received', 'received', 'received', 'received']);
});

test('the waits grow from fifteen seconds to an hour, and the person sees when and why', async () => {
  const { db } = await phone(1);
  const time = clock();
  let tries = 0;
  const runner = runnerOn(
    db,
    async () => {
      tries++;
      throw new TypeError('Failed to fetch');
    },
    time,
  );
  await runner.nudge('kept');
  const waits: (number | undefined)[] = [];
  for (let round = 0; round < 10; round++) {
    waits.push(time.waits().at(-1));
    await time.pass(waits.at(-1) ?? 0);
  }
  const seconds = [15, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600];
  expect(waits).toEqual(seconds.map((wait) => wait * 1_000));
  expect(tries).toBe(11);
  expect(await outboxState(db)).toMatchObject({ pause: { reason: 'unreachable', until: time.now() + hour } });
});

test('when the network comes back, nobody waits for the rest of the hour', async () => {
  const { db } = await phone(2);
  const there = server();
  const time = clock();
  const runner = runnerOn(
    db,
    inTurn(there.post, () => Promise.reject(new TypeError('offline'))),
    time,
    {
      isOnline: () => false,
    },
  );
  await runner.nudge('kept');
  expect(await outboxState(db)).toMatchObject({ pause: { reason: 'offline' } });
  await runner.nudge('kept');
  expect(there.asked).toEqual([]); // a new interview does not end a pause
  await runner.nudge('online');
  expect(await states(db)).toEqual(['received', 'received']);
});

test('what a server asks for with Retry-After is kept to, whatever the weather', async () => {
  const { db } = await phone(1);
  const there = server();
  const time = clock();
  const runner = runnerOn(db, inTurn(there.post, replies.tooMany), time);
  await runner.nudge('kept');
  await runner.nudge('online');
  await time.pass(7_199_000);
  expect(there.asked).toEqual([]);
  await time.pass(2_000);
  expect(await states(db)).toEqual(['received']);
});

test.each([hour, -hour])(
  'a clock that is %i ms wrong in between loses nothing and waits no longer',
  async (wrong) => {
    const { db } = await phone(2);
    const there = server();
    const time = clock();
    const runner = runnerOn(db, inTurn(there.post, replies.proxyBusy), time);
    await runner.nudge('kept');
    time.turn(wrong);
    await time.pass(180_000);
    expect(await states(db)).toEqual(['received', 'received']);
  },
);

test('of two tabs, one sends at a time', async () => {
  const { db, tab } = await phone(130);
  const there = server();
  const locks = fakeLocks();
  const time = clock();
  const [one, other] = [
    runnerOn(db, there.post, time, { locks }),
    runnerOn(tab(), there.post, time, { locks }),
  ];
  await Promise.all([one.nudge('kept'), other.nudge('kept')]);
  expect(there.most()).toBe(1);
  expect(there.asked.flatMap(({ texts }) => texts)).toHaveLength(130);
  expect(await outboxState(db)).toMatchObject({ waiting: 0 });
});

test('a tab that fell asleep while sending is taken over from', async () => {
  const { db, tab } = await phone(1);
  const there = server();
  const locks = fakeLocks();
  const time = clock();
  const never = { ...time, set: () => 0 }; // its timers sleep, too
  await new Promise<void>((asked) => {
    const asleep: Post = () => {
      asked();
      return new Promise(() => {});
    };
    void runnerOn(db, asleep, time, { locks, timers: never }).nudge('kept');
  });
  await runnerOn(tab(), there.post, time, { locks }).nudge('visible');
  expect(there.asked).toEqual([]);
  await time.pass(6 * 60_000);
  expect(await states(db)).toEqual(['received']);
});

test('the screen is told: how many wait, that they are being sent, that all are received', async () => {
  const { db } = await phone(1);
  const runner = runnerOn(db, server().post);
  const told: SyncState[] = [];
  const watching = runner.state.subscribe({ next: (state) => told.push(state) });
  await expect.poll(() => told.at(-1)).toMatchObject({ waiting: 1, sending: false });
  await runner.nudge('kept');
  await expect
    .poll(() => told.at(-1))
    .toEqual({
      waiting: 0,
      aside: 0,
      sending: false,
      nextTryAt: undefined,
      reason: undefined,
    });
  expect(told.some(({ sending }) => sending)).toBe(true);
  watching.unsubscribe();
});

test('a runner that was stopped sends no more', async () => {
  const { db } = await phone(1);
  const there = server();
  const time = clock();
  const runner = runnerOn(db, inTurn(there.post, replies.badGateway), time);
  await runner.nudge('kept');
  runner.stop();
  await time.pass(2 * hour);
  await runner.nudge('asked');
  expect(there.asked).toEqual([]);
});

test('a device without room for a receipt tries again by itself, and later has it', async () => {
  const { db } = await phone(2);
  const there = server();
  const time = clock();
  faultAt(db, 0, 'quota');
  const runner = runnerOn(db, there.post, time);
  await runner.nudge('kept');
  expect(await states(db)).toEqual(['waiting', 'waiting']);
  await time.pass(hour);
  expect(await states(db)).toEqual(['received', 'received']);
});

test('a key that came into use while the page was open is asked for, and counts beside the one that is pinned', async () => {
  const { db } = await phone(1);
  const newer = office(2);
  const both = { ...ours.survey, signingKeys: [newer.key, ours.key] };
  const there = server(newer);
  const post: Post = async (letter) => (letter.method === 'GET' ? Response.json(both) : there.post(letter));
  await runnerOn(db, post).nudge('kept');
  expect(await states(db)).toEqual(['received']);
});

test('a key that stands beside none that is pinned does not count, whoever says it', async () => {
  const { db } = await phone(1);
  const stranger = office(2);
  const there = server(stranger);
  const post: Post = async (letter) =>
    letter.method === 'GET' ? Response.json(stranger.survey) : there.post(letter);
  await runnerOn(db, post).nudge('kept');
  expect(await states(db)).toEqual(['waiting']);
});
