import { expect, test } from 'vitest';
import { keepSurvey, mediaState, mediaWaitingOf, outboxState } from '../../src/storage/index.ts';
import type { Post } from '../../src/sync/index.ts';
import { depot } from '../support/depot.ts';
import { device, faultAt } from '../support/device.ts';
import { fakeLocks } from '../support/locks.ts';
import { finishedWith, photo } from '../support/media.ts';
import {
  atRequest,
  cut,
  large,
  ours,
  patchesIn,
  phone,
  runnerOn,
  small,
  uploadsIn,
} from '../support/mediaPhone.ts';
import { office, problemOf } from '../support/office.ts';
import { clock, replies } from '../support/weather.ts';

test('files go after all answers, the oldest first, and leave the queue when they are received', async () => {
  const { db, finished } = await phone([small, small], [small], []);
  const there = depot();
  await runnerOn(db, there.post).nudge('kept');
  expect(there.asked[0]).toBe('POST /api/submissions'); // all answers in one
  expect(
    there.asked.filter((one) => /submissions\/\S+\/media/.test(one)).map((one) => one.split('/')[3]),
  ).toEqual([0, 0, 0, 0, 1, 1].map((at) => finished[at]?.submission.id));
  expect(there.files.size).toBe(3);
  expect(there.carried()).toBe(3 * small);
  expect(await mediaState(db)).toMatchObject({ files: 0, bytes: 0, sent: 0, waiting: 0, aside: 0 });
  expect((await db.mediaReceipts.toArray()).map(({ hash }) => hash).sort()).toEqual(
    finished.flatMap(({ files }) => files.map(({ hash }) => hash)).sort(),
  );
  expect(await db.media.count()).toBe(3); // the phone keeps them
});

test('no file goes while its answers are not received', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const runner = runnerOn(db, atRequest(there.post, /PUT/, 1, cut));
  await runner.nudge('kept');
  expect(there.asked).toEqual([]);
  await runner.nudge('online');
  expect(there.files.size).toBe(1);
});

test('answers that come while a file goes up are sent before its next piece', async () => {
  const { db } = await phone([large]);
  const there = depot();
  const post = atRequest(there.post, /PATCH/, 3, async (letter) => {
    await finishedWith(db, []);
    return there.post(letter);
  });
  const time = clock();
  await runnerOn(db, post, time).nudge('kept');
  await time.pass(2_000);
  const order = there.asked.map((one) => one.split(' ')[0]);
  expect(order.lastIndexOf('PUT')).toBeGreaterThan(order.indexOf('PATCH'));
  expect(order.lastIndexOf('PUT')).toBeLessThan(order.lastIndexOf('PATCH'));
  expect(uploadsIn(there)).toBe(1); // it went on where it was
  expect(there.carried()).toBe(large);
});

test('a file that was cut goes on where it was, in the next life of the page too', async () => {
  const { db, tab } = await phone([large]);
  const there = depot();
  const time = clock();
  const runner = runnerOn(db, atRequest(there.post, /PATCH/, 4, cut), time);
  await runner.nudge('kept');
  runner.stop();
  const { sent, bytes } = await mediaState(db);
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(bytes);
  db.close();
  await time.pass(3 * 24 * 3_600_000);
  const next = tab();
  await runnerOn(next, there.post, time).nudge('visible');
  expect(there.files.size).toBe(1);
  expect(uploadsIn(there)).toBe(1);
  expect(there.carried()).toBe(large);
  expect(await mediaState(next)).toMatchObject({ files: 0, sent: 0 });
});

test('an upload that the server has forgotten starts over', async () => {
  const { db } = await phone([large]);
  const there = depot();
  const runner = runnerOn(db, atRequest(there.post, /PATCH/, 4, cut));
  await runner.nudge('kept');
  there.expire();
  await runner.nudge('online');
  expect(there.files.size).toBe(1);
  expect(uploadsIn(there)).toBe(2);
});

test('a hotel’s 404 ends no upload', async () => {
  const { db } = await phone([large]);
  const there = depot();
  let inHotel = false;
  const runner = runnerOn(
    db,
    atRequest(
      (letter) =>
        inHotel && letter.method !== 'GET' ? Promise.resolve(replies.notFound()) : there.post(letter),
      /PATCH/,
      4,
      cut,
    ),
  );
  await runner.nudge('kept');
  inHotel = true;
  await runner.nudge('online');
  expect(await mediaState(db)).toMatchObject({ pause: { reason: 'not-our-server' } });
  inHotel = false;
  await runner.nudge('online');
  expect(uploadsIn(there)).toBe(1);
  expect(there.files.size).toBe(1);
});

test('a file that is there already is not sent: its receipt counts', async () => {
  const { db, finished } = await phone([small, small]);
  const there = depot();
  const { submission, files } = finished[0] ?? (await finishedWith(db, []));
  for (const { hash, size } of files) {
    there.files.set(hash, ours.mediaReceiptFor({ submission: submission.id, hash, size }));
  }
  await runnerOn(db, there.post).nudge('kept');
  expect(there.carried()).toBe(0);
  expect(there.asked.filter((one) => one.startsWith('GET'))).toHaveLength(1); // one reply spoke for both
  expect(await mediaState(db)).toMatchObject({ files: 0 });
});

test('the reply to the last piece was lost: nothing is sent again', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const runner = runnerOn(
    db,
    atRequest(there.post, /PATCH/, 1, async (letter) => {
      await there.post(letter);
      return cut(letter);
    }),
  );
  await runner.nudge('kept');
  expect(await mediaState(db)).toMatchObject({ files: 1, pause: { reason: 'unreachable' } });
  await runner.nudge('online');
  expect(there.carried()).toBe(small);
  expect(await mediaState(db)).toMatchObject({ files: 0 });
});

test.each([
  ['signed by a stranger', office(2, ours.key.id), {}],
  ['of another size', ours, { size: 5 }],
  ['of another submission', ours, { submission: '019aa000-0000-7000-8000-000000000001' }],
])('a receipt %s is none: the file goes on waiting, and the others go', async (_, by, lie) => {
  const { db, finished } = await phone([small], [small]);
  const there = depot();
  const time = clock();
  const [first] = finished;
  const { hash = '', size = 0 } = first?.files[0] ?? {};
  const receipt = by.mediaReceiptFor({ submission: first?.submission.id ?? '', hash, size, ...lie });
  let lies = true;
  const post: Post = async (letter) =>
    lies && letter.path === `/api/submissions/${first?.submission.id}/media`
      ? Response.json({ receipts: [receipt], missing: [] })
      : there.post(letter);
  await runnerOn(db, post, time).nudge('kept');
  expect(await mediaState(db)).toMatchObject({ files: 1, reason: 'not-our-server' });
  expect(there.files.size).toBe(1);
  lies = false;
  await time.pass(16_000);
  expect(await mediaState(db)).toMatchObject({ files: 0 });
});

test('a file that the server will not have is put aside with its problem, and the rest go on', async () => {
  const { db, finished } = await phone([small], [small], [small]);
  const there = depot();
  const post = atRequest(there.post, /POST .api.media$/, 2, async () => {
    const problem = problemOf('type-unsupported', 415);
    return Response.json(problem, { status: 415, headers: { 'tus-resumable': '1.0.0' } });
  });
  await runnerOn(db, post).nudge('kept');
  expect(there.files.size).toBe(2);
  expect(await mediaState(db)).toMatchObject({ files: 0, aside: 1 });
  expect(await mediaWaitingOf(db, finished[1]?.submission.id ?? '')).toMatchObject([
    { state: 'aside', problem: { code: 'type-unsupported' } },
  ]);
});

test('a file whose bytes this device has lost is put aside, and the rest go on', async () => {
  const { db, finished } = await phone([small], [small]);
  const { hash = '' } = finished[0]?.files[0] ?? {};
  await db.mediaPieces.where({ hash }).delete();
  const there = depot();
  await runnerOn(db, there.post).nudge('kept');
  expect(there.files.size).toBe(1);
  expect(await mediaState(db)).toMatchObject({ files: 0, aside: 1 });
});

test('bytes that arrive as others than they left are asked for again, after the other files', async () => {
  const { db } = await phone([small], [small]);
  const there = depot();
  const time = clock();
  const post = atRequest(there.post, /PATCH/, 1, async (letter) =>
    there.post({ ...letter, body: new Uint8Array((letter.body as Uint8Array).length) }),
  );
  await runnerOn(db, post, time).nudge('kept');
  expect(await mediaState(db)).toMatchObject({ files: 1, sent: 0, waiting: 1 });
  await time.pass(16_000);
  expect(await mediaState(db)).toMatchObject({ files: 0 });
  expect(there.files.size).toBe(2);
});

test('the waits for files grow while nothing moves, and begin anew when a piece came through', async () => {
  const { db } = await phone([large]);
  const there = depot();
  const time = clock();
  let passes = 1;
  const runner = runnerOn(
    db,
    (letter) => (letter.method === 'PATCH' && --passes < 0 ? cut(letter) : there.post(letter)),
    time,
  );
  await runner.nudge('kept');
  const waits: number[] = [];
  for (const through of [0, 0, 2, 0]) {
    waits.push(Math.max(...time.waits()));
    passes = through;
    await time.pass(waits.at(-1) ?? 0);
  }
  waits.push(Math.max(...time.waits()));
  expect(waits).toEqual([15_000, 30_000, 60_000, 15_000, 30_000]);
});

test('what a server asks for with Retry-After holds up files, and no answers', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const time = clock();
  const runner = runnerOn(
    db,
    atRequest(there.post, /POST .api.media$/, 1, async () => replies.tooMany()),
    time,
  );
  await runner.nudge('kept');
  await finishedWith(db, []);
  await runner.nudge('online');
  expect(await outboxState(db)).toMatchObject({ waiting: 0, pause: undefined });
  expect(there.files.size).toBe(0);
  await time.pass(7_201_000);
  expect(there.files.size).toBe(1);
});

test('of two tabs, one sends files at a time', async () => {
  const { db, tab } = await phone([large], [large]);
  const there = depot();
  const locks = fakeLocks();
  const runners = [
    runnerOn(db, there.post, clock(), { locks }),
    runnerOn(tab(), there.post, clock(), { locks }),
  ];
  await Promise.all(runners.map((runner) => runner.nudge('kept')));
  expect(there.carried()).toBe(2 * large);
  expect(uploadsIn(there)).toBe(2);
});

test('a device without room for a note of how far a file came goes on later', async () => {
  const { db } = await phone([large]);
  const there = depot();
  const time = clock();
  await runnerOn(db, atRequest(there.post, /PATCH/, 1, cut), time).nudge('kept');
  faultAt(db, 1, 'quota');
  await time.pass(16_000);
  expect(there.files.size).toBe(0);
  await time.pass(3_600_000);
  expect(there.files.size).toBe(1);
  expect(await mediaState(db)).toMatchObject({ files: 0, bytes: 0, sent: 0 });
});

test('two answers with the same bytes are one file on the way', async () => {
  const { db } = device();
  await keepSurvey(db, ours.survey);
  const there = depot();
  await finishedWith(db, [photo(small), photo(small)]);
  expect(await mediaState(db)).toMatchObject({ files: 1, bytes: small });
  await runnerOn(db, there.post).nudge('kept');
  expect(there.carried()).toBe(small);
  expect(await mediaState(db)).toMatchObject({ files: 0 });
});

test('a bad network makes the requests smaller, a good one larger', async () => {
  const { db } = await phone([large]);
  const there = depot();
  const sizes: number[] = [];
  const post: Post = async (letter) => {
    if (letter.method !== 'PATCH') return there.post(letter);
    sizes.push((letter.body as Uint8Array).length);
    return sizes.length === 2 ? cut(letter) : there.post(letter);
  };
  const runner = runnerOn(db, post);
  await runner.nudge('kept');
  await runner.nudge('online');
  const [first = 0, second = 0, third = 0, fourth = 0] = sizes;
  expect(second).toBeGreaterThan(first);
  expect(third).toBeLessThan(second);
  expect(fourth).toBeGreaterThan(third);
  expect(patchesIn(there)).toBe(sizes.length - 1);
});

test('bytes that arrive changed again and again are put aside in the end: no video goes up every hour for nothing', async () => {
  const { db } = await phone([small]);
  const there = depot();
  const time = clock();
  const post: Post = async (letter) =>
    letter.method === 'PATCH'
      ? Response.json(problemOf('media-changed'), { status: 422 })
      : there.post(letter);
  await runnerOn(db, post, time).nudge('kept');
  expect(await mediaState(db)).toMatchObject({ files: 1, aside: 0 });
  await time.pass(3_600_000);
  expect(uploadsIn(there)).toBe(4);
  expect(await mediaState(db)).toMatchObject({ files: 0, aside: 1 });
});
