import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { send, sendBatch } from '../../src/sync/send.ts';
import { device, draftOf, submissionOf } from '../support/device.ts';
import { office, problemOf } from '../support/office.ts';
import { clock, replies, server, worldOf } from '../support/weather.ts';

const submission = submissionOf(draftOf());
const long = submissionOf(draftOf(), { b1: 'ข้าราชการ '.repeat(400) });
const way = (post: Parameters<typeof worldOf>[1], changed = {}) =>
  worldOf(device().db, post, clock(), changed);
const gzip = async (text: string) => new Uint8Array(gzipSync(text));

test('a submission travels as the exact text that the device keeps', async () => {
  const there = server();
  expect(await send(submission, way(there.post))).toMatchObject({
    kind: 'received',
    receipt: { id: submission.id, hash: submission.hash },
  });
  expect(there.asked).toMatchObject([
    { letter: { method: 'PUT', path: `/api/submissions/${submission.id}` }, texts: [submission.body] },
  ]);
});

test.each([
  ['a hotel’s login page', replies.loginPage, 'not-our-server'],
  ['a login page that speaks JSON', replies.loginJson, 'not-our-server'],
  ['a network that wants a login', replies.loginWanted, 'not-our-server'],
  ['a server that is not ours', replies.notFound, 'not-our-server'],
  ['nothing at all', replies.empty, 'not-our-server'],
  ['garbage', replies.garbage, 'not-our-server'],
  ['a redirect', () => Object.assign(Response.error(), {}), 'not-our-server'],
  ['a proxy whose server is down', replies.badGateway, 'server-busy'],
  ['our server in trouble', replies.failed, 'server-busy'],
])('%s is weather: later', async (_, reply, reason) => {
  expect(
    await send(
      submission,
      way(async () => reply()),
    ),
  ).toEqual({ kind: 'later', reason });
});

test('a reply that was cut in the middle proves nothing', async () => {
  const whole = JSON.stringify(office().receiptFor(submission));
  const half = new Response(whole.slice(0, whole.length / 2), {
    headers: { 'content-type': 'application/json' },
  });
  expect(
    await send(
      submission,
      way(async () => half),
    ),
  ).toMatchObject({ kind: 'later' });
  const broken = new Response(
    new ReadableStream({
      start(controller) {
        controller.error(new TypeError('connection reset'));
      },
    }),
  );
  expect(
    await send(
      submission,
      way(async () => broken),
    ),
  ).toEqual({ kind: 'later', reason: 'unreachable' });
});

test('no network and no server are told apart', async () => {
  const fails = () => Promise.reject(new TypeError('Failed to fetch'));
  expect(await send(submission, way(fails))).toEqual({ kind: 'later', reason: 'unreachable' });
  expect(await send(submission, way(fails, { isOnline: () => false }))).toEqual({
    kind: 'later',
    reason: 'offline',
  });
});

test('a server that never answers is given up on', async () => {
  const time = clock();
  let aborted = false;
  const sent = send(
    submission,
    worldOf(
      device().db,
      ({ signal }) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return new Promise(() => {});
      },
      time,
    ),
  );
  await time.pass(60_000);
  expect(await sent).toEqual({ kind: 'later', reason: 'timeout' });
  expect(aborted).toBe(true);
});

test('Retry-After is read in seconds and as a date by the server’s clock, and never for longer than a day', async () => {
  const after = async (headers: Record<string, string>) =>
    send(
      submission,
      way(async () => new Response('', { status: 503, headers })),
    );
  expect(await after({ 'retry-after': '120' })).toMatchObject({ retryAfter: 120_000 });
  const date = { date: 'Mon, 23 Nov 2020 05:00:00 GMT', 'retry-after': 'Mon, 23 Nov 2020 05:02:00 GMT' };
  expect(await after(date)).toMatchObject({ retryAfter: 120_000 });
  expect(await after({ 'retry-after': '99999999' })).toMatchObject({ retryAfter: 86_400_000 });
  for (const said of ['soon', '-5', '', 'NaN', '1e400']) {
    expect(await after({ 'retry-after': said })).toEqual({ kind: 'later', reason: 'server-busy' });
  }
});

test('what the server refuses for good comes back with its problem', async () => {
  const problem = problemOf('submission-unacceptable');
  const there = server(office(), () => problem);
  expect(await send(submission, way(there.post))).toEqual({ kind: 'refused', problem });
});

test('a long one goes shortened, and says the same', async () => {
  const there = server();
  await send(long, way(there.post, { gzip }));
  const letter = there.asked[0]?.letter;
  const shortened = letter?.body as Uint8Array;
  expect(letter?.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(shortened).toString()).toBe(long.body);
  expect(shortened.length).toBeLessThan(long.body.length / 4);
});

test('where shortened text is not taken, it goes as it is', async () => {
  const there = server();
  const outcome = await send(
    long,
    way(
      async (letter: Parameters<typeof there.post>[0]) =>
        letter.headers['content-encoding']
          ? Response.json(problemOf('encoding-unsupported', 415), { status: 415 })
          : there.post(letter),
      { gzip },
    ),
  );
  expect(outcome.kind).toBe('received');
});

test('a batch has a reply for each, in order; those that a cut took away are unknown', async () => {
  const three = [submissionOf(draftOf()), submissionOf(draftOf()), submissionOf(draftOf())];
  const there = server();
  const whole = await sendBatch(three, way(there.post));
  expect(whole).toMatchObject(three.map(({ id }) => ({ kind: 'received', receipt: { id } })));
  expect(there.asked[0]?.letter.headers).toMatchObject({ prefer: 'receipts=together' });

  const cut = await sendBatch(
    three,
    way(async (letter: Parameters<typeof there.post>[0]) => {
      const text = await (await there.post(letter)).text();
      return new Response(text.slice(0, text.length - 20), {
        headers: { 'content-type': 'application/x-ndjson' },
      });
    }),
  );
  expect(cut).toMatchObject([{ kind: 'received' }, { kind: 'received' }, undefined]);
  expect(there.kept.size).toBe(3);
});
