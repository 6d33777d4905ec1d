import { getPublicKey, sign } from '@noble/ed25519';
import { expect, onTestFinished, test } from 'vitest';
import {
  beginDraft,
  type Database,
  endWay,
  type FinishedSubmission,
  finishDraft,
  heardServerTime,
  keepReceipt,
  keepSurvey,
  mySubmissions,
  takeWaiting,
  wishWithdrawal,
  wishWithdrawalByCode,
  withdrawals,
} from '../../src/storage/index.ts';
import { receiptCode, type Survey, withdrawalMessage } from '../../src/submission/index.ts';
import { after, type Letter, type Post, startRunner } from '../../src/sync/index.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { office, problemOf } from '../support/office.ts';
import { type Clock, clock, server, worldOf } from '../support/weather.ts';

const ours = office();
const secret = new Uint8Array(32).fill(1);
const noon = Date.parse('2026-11-23T05:00:00Z');
const at = new Date(noon).toISOString();

async function phone(changed: Partial<Survey> = {}) {
  const { db } = device();
  await keepSurvey(db, { ...ours.survey, ...changed });
  const draft = draftOf();
  await beginDraft(db, draft, []);
  const one = submissionOf(draft);
  await finishDraft(db, one);
  return { db, one: { ...one, code: receiptCode(one.id, one.hash) } };
}

const received = async (db: Database, one: FinishedSubmission) => {
  await keepReceipt(db, ours.receiptFor(one));
};

function runnerOn(db: Database, post: Post, time: Clock) {
  const runner = startRunner({ ...worldOf(db, post, time), after });
  onTestFinished(() => runner.stop());
  return runner;
}

const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
/** The server's word that this was taken back, signed by whoever has the secret. */
const word = (code: string, by = secret, key = ours.key.id) =>
  Response.json({
    standing: 'withdrawn',
    code,
    key,
    signature: base64Url(sign(withdrawalMessage(code, key), by)),
  });
const asked = (letters: Letter[], path: string) => letters.filter((letter) => letter.path === path);

test('a wish made without a network is carried out when it is back, and only then the answers go', async () => {
  expect(base64Url(getPublicKey(secret))).toBe(ours.key.publicKey);
  const { db, one } = await phone();
  await received(db, one);
  await wishWithdrawal(db, one.id, at);
  const time = clock(noon);
  let isOnline = false;
  const runner = runnerOn(
    db,
    async () => {
      if (!isOnline) throw new TypeError('offline');
      return word(one.code);
    },
    time,
  );
  await runner.nudge('kept');
  expect(await mySubmissions(db)).toMatchObject([
    { state: 'withdrawn', body: one.body, withdrawal: { state: 'waiting', reason: 'unreachable' } },
  ]);
  isOnline = true;
  await time.pass(60_000);
  expect(await mySubmissions(db)).toMatchObject([{ body: '', withdrawal: { state: 'done' } }]);
});

test.each([
  ['another’s signature', () => word('7K3QD-9MWXA', new Uint8Array(32).fill(2))],
  ['a word for another code', () => word('00000-00000')],
  ['no signature at all', () => Response.json({ standing: 'withdrawn' })],
  ['a hotel’s login page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
])('%s takes nothing back', async (_, say) => {
  const { db, one } = await phone();
  await received(db, one);
  await wishWithdrawal(db, one.id, at);
  await runnerOn(db, async () => say(), clock(noon)).nudge('asked');
  expect(await mySubmissions(db)).toMatchObject([
    { body: one.body, withdrawal: { state: 'waiting', reason: 'not-our-server' } },
  ]);
});

test('what may be on its way is asked for twice before it counts as never arrived', async () => {
  const { db, one } = await phone();
  await takeWaiting(db, noon, 10, 1_000_000);
  await endWay(db);
  await wishWithdrawal(db, one.id, at);
  const letters: Letter[] = [];
  const time = clock(noon);
  const post: Post = async (letter) => {
    letters.push(letter);
    return Response.json(problemOf('not-found', 404), { status: 404 });
  };
  await runnerOn(db, post, time).nudge('asked');
  expect(await withdrawals(db)).toMatchObject([{ state: 'waiting' }]);
  await time.pass(4 * 60_000);
  expect(await withdrawals(db)).toMatchObject([{ state: 'done' }]);
  expect(letters.map(({ path }) => path)).toEqual(['/api/withdrawals', '/api/withdrawals']);
});

test('a typed code goes without an id, and an unknown one is told', async () => {
  const { db } = device();
  await wishWithdrawalByCode(db, '7K3QD-9MWXA', at);
  let said = '';
  const post: Post = async ({ body }) => {
    said = String(body);
    return Response.json(problemOf('not-found', 404), { status: 404 });
  };
  await runnerOn(db, post, clock(noon)).nudge('asked');
  expect(JSON.parse(said)).toEqual({ code: '7K3QD-9MWXA' });
  expect(await withdrawals(db)).toMatchObject([{ state: 'unknown' }]);
});

/** A server that answers what it is asked about as `standing` says. */
const standingsOf =
  (letters: Letter[], standing: object): Post =>
  async (letter) => {
    letters.push(letter);
    const { asked: of } = JSON.parse(String(letter.body)) as { asked: { id: string; hash: string }[] };
    return Response.json(
      {
        standings: of.map(({ id, hash }) => ({
          id,
          revision: 1,
          standing: 'received',
          current: { revision: 1, hash },
          ...standing,
        })),
      },
      { headers: { 'server-time': '2027-11-23T05:00:00.000Z' } },
    );
  };

test('an interviewer’s device hears by itself what came back, a few times a day', async () => {
  const { db, one } = await phone({ answeredBy: 'devices', privacy: 'confidential' });
  await received(db, one);
  const letters: Letter[] = [];
  const time = clock(noon);
  const remarks = [{ at: '/case[1]/year', text: 'Which year?' }];
  const said = { standing: 'returned', comment: 'Year?', remarks };
  const runner = runnerOn(db, standingsOf(letters, said), time);
  await runner.nudge('visible');
  await runner.nudge('visible');
  expect(asked(letters, '/api/submissions/standings')).toHaveLength(1);
  expect(await mySubmissions(db)).toMatchObject([
    { state: 'received', returned: { comment: 'Year?', remarks } },
  ]);
  expect(await heardServerTime(db)).toMatchObject({ said: Date.parse('2027-11-23T05:00:00Z') });
  await time.pass(7 * 3_600_000);
  await runner.nudge('visible');
  expect(letters).toHaveLength(2);
});

test('what is said to be taken back is erased only where the server has signed it', async () => {
  const { db, one } = await phone({ answeredBy: 'devices', privacy: 'confidential' });
  await received(db, one);
  const time = clock(noon);
  const { signature } = (await word(one.code).json()) as { signature: string };
  const words = [
    {}, // by a server of before, or by anybody
    {
      word: { key: ours.key.id, signature: signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) },
    },
    { word: { key: ours.key.id, signature } },
  ];
  for (const [at, said] of words.entries()) {
    const runner = runnerOn(db, standingsOf([], { standing: 'withdrawn', ...said }), time);
    await runner.nudge('visible');
    const isTheirs = at === 2;
    expect(await mySubmissions(db)).toMatchObject([
      isTheirs ? { state: 'withdrawn', body: '' } : { state: 'received', body: one.body },
    ]);
    runner.stop();
    await time.pass(7 * 3_600_000);
  }
});

test('about an anonymous survey of a link nobody is asked, until the person looks; then one by one', async () => {
  const { db, one } = await phone();
  await received(db, one);
  const second = draftOf();
  await beginDraft(db, second, []);
  const other = submissionOf(second);
  await finishDraft(db, other);
  await received(db, other);
  const letters: Letter[] = [];
  const runner = runnerOn(db, standingsOf(letters, {}), clock(noon));
  await runner.nudge('visible');
  expect(letters).toEqual([]);
  await runner.nudge('looked');
  expect(letters.map(({ body }) => (JSON.parse(String(body)) as { asked: unknown[] }).asked.length)).toEqual([
    1, 1,
  ]);
});

test('the time that the server tells with a receipt is kept; a hotel’s is not', async () => {
  const { db } = await phone();
  const there = server();
  const time = clock(noon);
  let isHotel = true;
  const post: Post = async (letter) => {
    const reply = isHotel ? new Response('<html>') : await there.post(letter);
    return new Response(await reply.text(), {
      status: reply.status,
      headers: { 'content-type': 'application/json', date: 'Tue, 23 Nov 2027 05:00:00 GMT' },
    });
  };
  const runner = runnerOn(db, post, time);
  await runner.nudge('asked');
  expect(await heardServerTime(db)).toBeUndefined();
  isHotel = false;
  await runner.nudge('asked');
  expect(await heardServerTime(db)).toEqual({ said: Date.parse('2027-11-23T05:00:00Z'), at: noon });
});

test('what a proxy changed on the way goes again as it is, and else waits with its reason', async () => {
  const { db } = await phone();
  const letters: Letter[] = [];
  const post: Post = async (letter) => {
    letters.push(letter);
    return Response.json(problemOf('digest-mismatch', 400), { status: 400 });
  };
  const gzip = async (text: string) => new TextEncoder().encode(text);
  const runner = startRunner({ ...worldOf(db, post, clock(noon)), gzip });
  onTestFinished(() => runner.stop());
  await runner.nudge('asked');
  expect(letters.every(({ headers }) => /^sha-256=:.{44}:$/.test(headers['content-digest'] ?? ''))).toBe(
    true,
  );
  expect(await mySubmissions(db)).toMatchObject([{ state: 'waiting' }]);
});
