import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, test } from 'vitest';
import { givePassword } from '../../src/server/sessions.ts';
import type { Submission } from '../../src/submission/index.ts';
import { lockedFile, sealed, written } from './handoverFile.ts';
import { fileOf, openMediaOffice, pictureOf, withMedia } from './mediaOffice.ts';
import { json, newFolder, type Office, openOffice, submissionTo } from './office.ts';
import { rintis, startServer } from './process.ts';

async function signIn({ app, store }: Office): Promise<string> {
  const password = await givePassword(store, 'somchai');
  const said = await app.request('/api/session', json('POST', JSON.stringify({ name: 'somchai', password })));
  return (said.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

const bring = (office: Office, cookie: string, file: Uint8Array<ArrayBuffer>, more = {}) =>
  office.app.request('/api/coordinator/hand-overs', {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream', ...more },
    body: file,
  });

const keyOf = ({ keys }: Office) => keys.handOverTo('demo');

test('what is handed over comes in once, by whatever way and however often', async () => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const submissions = Array.from({ length: 5 }, () => submissionTo(office));
  await office.put(submissions[0] as Submission);
  const file = await sealed(gzipSync(await written(submissions, [], 2)), keyOf(office));
  const report = await (await bring(office, cookie, file)).json();
  expect(report).toMatchObject({
    from: 'Mali',
    submissions: { received: 4, known: 1, refused: [] },
    drafts: 2,
  });
  await office.put(submissions[4] as Submission);
  expect(await (await bring(office, cookie, file)).json()).toMatchObject({
    submissions: { received: 0, known: 5 },
  });
  expect(await office.store.countsOf('demo')).toMatchObject({ submissions: 5, revisions: 0 });
  expect(office.log.find(({ event }) => event === 'hand-over')).toMatchObject({
    ...{ from: 'Mali', by: 'somchai', survey: 'demo', received: 4, known: 1, drafts: 2 },
  });
});

test('a phone whose PIN is forgotten is recovered by the coordinator', async () => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const submissions = Array.from({ length: 3 }, () => submissionTo(office));
  const file = await lockedFile(submissions, keyOf(office));
  expect(Buffer.from(file).includes(submissions[0]?.id ?? '')).toBe(false);
  const report = await (await bring(office, cookie, file)).json();
  expect(report).toMatchObject({ submissions: { received: 3, known: 0, refused: [] } });

  const strangers = await identityToRecipient(await generateIdentity());
  expect(
    (await bring(office, cookie, await lockedFile([submissionTo(office)], keyOf(office), strangers))).status,
  ).toBe(422);
});

test('both ways at the same moment are one submission', async () => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const submissions = Array.from({ length: 20 }, () => submissionTo(office));
  const file = await sealed(await written(submissions), keyOf(office));
  const [said] = await Promise.all([
    bring(office, cookie, file),
    bring(office, cookie, file),
    ...submissions.map((it) => office.put(it)),
  ]);
  expect(said.status).toBe(200);
  expect(await office.store.countsOf('demo')).toMatchObject({ submissions: 20, revisions: 0 });
});

test('what cannot be accepted is named, and keeps nothing else out', async () => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const [good, bad] = [
    submissionTo(office),
    { ...submissionTo(office), answers: { consent: 'agree', work: { age: 12 } } },
  ];
  const report = await (
    await bring(office, cookie, await sealed(await written([bad, good]), keyOf(office)))
  ).json();
  expect(report.submissions).toEqual({
    received: 1,
    known: 0,
    refused: [{ id: bad.id, code: 'submission-unacceptable' }],
  });
});

test('a backup opens with its passphrase', async () => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const file = await sealed(await written([submissionTo(office)]), 'mangga, bằng lăng, ช้าง');
  const passphrase = (said: string) => ({ 'hand-over-passphrase': Buffer.from(said).toString('base64url') });
  expect((await (await bring(office, cookie, file)).json()).errors).toEqual([
    { pointer: '', code: 'not-for-here' },
  ]);
  const wrong = await bring(office, cookie, file, passphrase('mangga'));
  expect([wrong.status, (await wrong.json()).errors]).toEqual([422, [{ pointer: '', code: 'not-for-here' }]]);
  const right = await bring(office, cookie, file, passphrase('mangga, bằng lăng, ช้าง'.normalize('NFD')));
  expect((await right.json()).submissions.received).toBe(1);
});

test.for<
  [string, (file: Uint8Array<ArrayBuffer>, office: Office) => Promise<Uint8Array<ArrayBuffer>>, string]
>([
  ['cut off', async (file) => file.slice(0, -20), 'broken'],
  ['changed in one bit', async (file) => file.with(-40, (file.at(-40) ?? 0) ^ 1), 'broken'],
  [
    'sealed for another survey’s server',
    async () => sealed(await written([]), await identityToRecipient(await generateIdentity())),
    'not-for-here',
  ],
  ['another program’s', async () => Uint8Array.from(Buffer.from('PK\u0003\u0004')), 'not-ours'],
  [
    'a bomb',
    async (_, office) =>
      sealed(gzipSync(Buffer.concat([await written([]), Buffer.alloc(200_000_000, 32)])), keyOf(office)),
    'broken',
  ],
  [
    'half packed',
    async (_, office) => sealed(gzipSync(await written([])).subarray(0, 60), keyOf(office)),
    'broken',
  ],
])('a file that is %s is refused as a whole', async ([, spoil, why]) => {
  const office = await openOffice();
  const cookie = await signIn(office);
  const file = await sealed(
    await written(Array.from({ length: 400 }, () => submissionTo(office))),
    keyOf(office),
  );
  const said = await bring(office, cookie, await spoil(file, office));
  expect([said.status, (await said.json()).errors]).toEqual([422, [{ pointer: '', code: why }]]);
  expect(await office.store.countsOf('demo')).toMatchObject({ submissions: 0 });
});

test('only who is signed in may bring one', async () => {
  const office = await openOffice();
  expect((await bring(office, '', Uint8Array.of(1))).status).toBe(401);
});

test('photos come along, to each submission that lists them', async () => {
  const office = await openMediaOffice();
  const cookie = await signIn(office);
  const [one, other] = [pictureOf('one', 300_000), pictureOf('other')];
  const [board, door] = [fileOf(one), fileOf(other, 'list.jpg')];
  const submissions = [withMedia(office, board, door), withMedia(office, board)];
  const file = await sealed(await written(submissions, [one, other]), keyOf(office));
  const report = await (await bring(office, cookie, file)).json();
  expect(report).toMatchObject({
    submissions: { received: 2, refused: [] },
    files: { received: 2, known: 0, refused: 0 },
  });
  for (const { id, media = [] } of submissions) {
    const standing = await office.media.standing(id);
    expect(standing.receipts.map(({ hash }) => hash).sort()).toEqual(media.map(({ hash }) => hash).sort());
    expect(standing.missing).toEqual([]);
  }
  expect(readFileSync(office.media.files.pathOf(board.hash))).toEqual(one);
  expect(await (await bring(office, cookie, file)).json()).toMatchObject({
    files: { received: 0, known: 2 },
  });
});

test('at the command line beside the running server: what came in, what did not, and an exit status that says so', async () => {
  const folder = newFolder();
  const env = { DATA_DIR: join(folder, 'data'), LANG: 'C' };
  const server = await startServer(env);
  const survey = await (await fetch(`${server.url}/api/surveys/demo`)).json();
  const good = join(folder, 'good.rintis');
  writeFileSync(good, await sealed(await written([], [], 1), survey.handOverTo));
  expect(await rintis(['import', good, '--as', 'Somchai'], env)).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      /made by Mali on 2026-11-23[\s\S]*taken in: 0[\s\S]*stay in the file, for a device: 1/,
    ),
  });
  const other = join(folder, 'other.rintis');
  writeFileSync(
    other,
    await sealed(await written([submissionTo({ hash: survey.questionnaire })]), survey.handOverTo),
  );
  const refused = await rintis(['import', other], env);
  expect(refused).toMatchObject({ code: 3, said: expect.stringContaining('submission-unacceptable') });
  writeFileSync(other, readFileSync(good).subarray(0, 250));
  const both = await rintis(['import', other, join(folder, 'nowhere'), good], env);
  expect(both).toMatchObject({
    code: 2,
    said: expect.stringMatching(/cut off[\s\S]*cannot be read[\s\S]*made by Mali/),
  });
}, 60_000);
