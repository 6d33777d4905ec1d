import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { verifyMediaReceipt } from '../../src/submission/index.ts';
import {
  addressOf,
  asked,
  codeIn,
  creation,
  fileOf,
  isHere,
  openMediaOffice,
  pictureOf,
  piece,
  send,
  standingOf,
  uploadsOf,
  withMedia,
} from './mediaOffice.ts';
import { hashOf } from './office.ts';

test('a photo goes up in pieces after its answers, and the server signs that it is there, whole', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('one');
  const file = fileOf(photo);
  const submission = withMedia(office, file);
  expect(await codeIn(await office.app.request('/api/media', creation(submission.id, file)))).toEqual([
    403,
    'media-unlisted',
  ]);
  expect((await office.put(submission)).status).toBe(200);
  expect(await standingOf(office, submission)).toEqual({ receipts: [], missing: [file.hash] });

  const last = await send(office, submission.id, photo);
  expect([last.status, last.headers.get('upload-offset')]).toEqual([204, String(photo.length)]);
  const { receipts, missing } = await standingOf(office, submission);
  expect(missing).toEqual([]);
  const expected = { submission: submission.id, hash: file.hash, size: file.size };
  expect(receipts).toHaveLength(1);
  expect(verifyMediaReceipt(receipts[0], office.keys.publicKeys, expected)).toBe(true);
  expect(receipts[0]?.receivedAt).toBe('2026-11-23');
  expect(readFileSync(office.media.files.pathOf(file.hash))).toEqual(photo);

  office.clock.now += 3 * 24 * 60 * 60_000;
  expect((await standingOf(office, submission)).receipts).toEqual(receipts);
});

test('whoever lost the address, or the reply, finds at the same place how far it came', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('two');
  const file = fileOf(photo);
  const submission = withMedia(office, file);
  await office.put(submission);
  const path = addressOf(submission.id, file);
  const far = async () => (await office.app.request(path, asked)).headers.get('upload-offset');
  expect((await office.app.request(path, asked)).status).toBe(404);

  const create = () => office.app.request('/api/media', creation(submission.id, file));
  expect((await create()).headers.get('location')).toBe(path);
  expect((await office.app.request(path, asked)).headers.get('upload-metadata')).toBeNull();
  await office.app.request(path, piece(0, photo.subarray(0, 1000)));
  expect((await create()).status).toBe(201);
  expect(await far()).toBe('1000');
  expect(await codeIn(await office.app.request(path, piece(0, photo)))).toEqual([409, 'upload-elsewhere']);
  expect((await office.app.request(path, piece(1000, photo.subarray(1000)))).status).toBe(204);
  expect(await far()).toBe(String(photo.length));
  expect((await create()).status).toBe(201);
  expect(await far()).toBe(String(photo.length));
  expect((await standingOf(office, submission)).missing).toEqual([]);
  expect(uploadsOf(office)).toHaveLength(1); // the note, for a phone that did not hear; the bytes have their place
});

test('a small file goes up with its creation, in one request', async () => {
  const office = await openMediaOffice();
  const signature = pictureOf('signed', 900);
  const submission = withMedia(office, fileOf(signature));
  await office.put(submission);
  const { headers, ...rest } = creation(submission.id, fileOf(signature));
  const said = await office.app.request('/api/media', {
    ...rest,
    headers: { ...headers, 'content-type': 'application/offset+octet-stream' },
    body: signature,
  });
  expect([said.status, said.headers.get('upload-offset')]).toEqual([201, '900']);
  expect((await standingOf(office, submission)).receipts).toHaveLength(1);
});

test('what came with another submission need not be sent again, and is signed for each', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('shared');
  const [one, other] = [withMedia(office, fileOf(photo)), withMedia(office, fileOf(photo))];
  await office.put(one);
  await office.put(other);
  await send(office, one.id, photo);
  const { receipts } = await standingOf(office, other);
  expect(receipts.map(({ submission }) => submission)).toEqual([other.id]);
  const path = addressOf(other.id, fileOf(photo));
  expect((await office.app.request('/api/media', creation(other.id, fileOf(photo)))).status).toBe(201);
  expect((await office.app.request(path, asked)).headers.get('upload-offset')).toBe(String(photo.length));
});

test('a file is asked for by those who have the submission, and shown to nobody else', async () => {
  const office = await openMediaOffice();
  const submission = withMedia(office, fileOf(pictureOf('mine')));
  await office.put(submission);
  const path = `/api/submissions/${submission.id}/media`;
  for (const hash of ['f'.repeat(64), 'x', ''])
    expect((await office.app.request(path, { headers: { 'submission-hash': hash } })).status).toBe(404);
  expect(await codeIn(await office.app.request(path))).toEqual([404, 'not-found']);
});

test('bytes that are not those that were listed are refused, and leave nothing', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('right');
  const program = Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), pictureOf('elf')]);
  const [right, wrong] = [fileOf(photo), fileOf(program, 'list.jpg')];
  const submission = withMedia(office, right, wrong);
  await office.put(submission);
  const changed = Buffer.from(photo);
  changed[2_000] = (changed[2_000] ?? 0) ^ 1;
  expect(await codeIn(await send(office, submission.id, changed, right))).toEqual([422, 'media-changed']);
  expect(await codeIn(await send(office, submission.id, program, wrong))).toEqual([422, 'media-type-other']);
  expect(uploadsOf(office)).toEqual([]);
  expect([isHere(office, right), isHere(office, wrong)]).toEqual([false, false]);
  expect((await send(office, submission.id, photo)).status).toBe(204); // from the start, and well
  expect((await standingOf(office, submission)).missing).toEqual([wrong.hash]);
});

test('a table is text in whatever encoding, and a program is none', async () => {
  const office = await openMediaOffice();
  const listOf = (bytes: Buffer<ArrayBuffer>) => fileOf(bytes, 'list.csv', 'text/csv');
  const tables = ['BM,ชื่อ\r\n1,สมชาย\r\n', 'ID3;x\n', '\ufefftên,tuổi\n'].map((text) => Buffer.from(text));
  const thai = Buffer.from([0xaa, 0xd7, 0xe8, 0xcd, 0x2c, 0x31, 0x0d, 0x0a]); // TIS-620
  const wide = Buffer.from('\ufeffa,b\r\n', 'utf16le');
  for (const table of [...tables, thai, wide]) {
    const submission = withMedia(office, fileOf(pictureOf('p')), listOf(table));
    await office.put(submission);
    expect((await send(office, submission.id, table, listOf(table))).status).toBe(204);
  }
  const binary = pictureOf('no table');
  const submission = withMedia(office, fileOf(pictureOf('p')), listOf(binary));
  await office.put(submission);
  expect((await codeIn(await send(office, submission.id, binary, listOf(binary))))[1]).toBe(
    'media-type-other',
  );
});

test('only what is listed with this size and type begins, and every refusal is a problem', async () => {
  const office = await openMediaOffice({ mediaOptions: { most: 4_000 } });
  const file = fileOf(pictureOf('listed'));
  const large = fileOf(pictureOf('large', 5_000), 'large.jpg');
  const submission = withMedia(office, file, large);
  await office.put(submission);
  const begins = async (changes: Partial<typeof file>) =>
    (
      await codeIn(await office.app.request('/api/media', creation(submission.id, { ...file, ...changes })))
    )[1];
  expect(await begins({ size: 2_000 })).toBe('media-unlisted');
  expect(await begins({ type: 'image/png' })).toBe('media-unlisted');
  expect(await begins({ hash: 'f'.repeat(64) })).toBe('media-unlisted');
  expect(await begins({ hash: '../../etc/passwd' })).toBe('upload-malformed');
  expect(await begins(large)).toBe('media-too-large');
  const path = addressOf(submission.id, file);
  const tried: [string, RequestInit][] = [
    ['/api/media', { method: 'POST' }],
    ['/api/media', { method: 'PUT' }],
    ['/api/media', { ...creation(submission.id, file), headers: { ...asked.headers } }],
    ['/api/media', { ...asked, method: 'POST', headers: { ...asked.headers, 'upload-defer-length': '1' } }],
    ['/api/media/..%2f..%2fetc', asked],
    [`${path}.json`, asked],
    [path, { method: 'GET' }],
    [path, { ...asked, method: 'PATCH' }],
    [path, { ...piece(0, pictureOf('x')), headers: { 'upload-offset': '0' } }],
    [path, piece(-1, pictureOf('x'))],
    [path, piece(0, pictureOf('x'))],
    [path, { ...asked, method: 'DELETE' }],
  ];
  for (const [address, init] of tried) {
    const said = await office.app.request(address, init);
    expect([address, said.status >= 400 && said.status < 500]).toEqual([address, true]);
    expect(said.headers.get('content-type')).toBe('application/problem+json');
    expect(said.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(uploadsOf(office)).toEqual([]);
});

test('one submission has so much room and no more, and a full disk says when to come again', async () => {
  let free = 10 ** 12;
  const office = await openMediaOffice({ mediaOptions: { mostTogether: 7_000, free: async () => free } });
  const photos = ['a', 'b', 'c'].map((seed) => pictureOf(seed));
  const submission = withMedia(office, ...photos.map((photo, at) => fileOf(photo, `${at}.jpg`)));
  await office.put(submission);
  const [first, second, third] = photos.map((photo) => fileOf(photo));
  if (!first || !second || !third) throw new Error('three');
  const begin = (file: typeof first) => office.app.request('/api/media', creation(submission.id, file));
  expect([(await begin(first)).status, (await begin(second)).status]).toEqual([201, 201]);
  expect(await codeIn(await begin(third))).toEqual([413, 'media-too-large']);
  free = 2_000;
  const refused = await begin(first);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([507, '600']);
  expect(await codeIn(refused)).toEqual([507, 'storage-full']);
});

test('a disk that fills up in the middle says when to come again, and nothing is broken', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('full');
  const submission = withMedia(office, fileOf(photo));
  await office.put(submission);
  await office.app.request('/api/media', creation(submission.id, fileOf(photo)));
  const path = addressOf(submission.id, fileOf(photo));
  const file = join(office.media.files.uploads, path.split('/').at(-1) ?? '');
  rmSync(file);
  symlinkSync('/dev/full', file);
  const refused = await office.app.request(path, piece(0, photo));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([507, '600']);
  expect((await refused.json()).code).toBe('storage-full');
  rmSync(file);
  writeFileSync(file, '');
  expect((await office.app.request(path, piece(0, photo))).status).toBe(204);
  expect((await standingOf(office, submission)).missing).toEqual([]);
});

test('a phone that comes back over another network does not wait for its old connection', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('moved');
  const submission = withMedia(office, fileOf(photo));
  await office.put(submission);
  await office.app.request('/api/media', creation(submission.id, fileOf(photo)));
  const path = addressOf(submission.id, fileOf(photo));
  let leave = () => undefined as unknown;
  const body = new ReadableStream<Uint8Array>({
    start(control) {
      control.enqueue(photo.subarray(0, 700));
      leave = () => control.close(); // nobody says that it is over, for minutes
    },
  });
  const { headers } = piece(0, photo);
  const old = Promise.resolve(
    office.app.request(path, { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit),
  );
  await wait(50);
  const far = Number((await office.app.request(path, asked)).headers.get('upload-offset'));
  expect(far).toBe(700);
  expect((await office.app.request(path, piece(far, photo.subarray(far)))).status).toBe(204);
  leave();
  await old;
  expect((await standingOf(office, submission)).missing).toEqual([]);
});

test('what a submission lists must be what its answers name', async () => {
  const office = await openMediaOffice();
  const file = fileOf(pictureOf('a'));
  const good = withMedia(office, file);
  const refusedFor = async (changes: Partial<typeof good>) => {
    const said = await (await office.put({ ...good, ...changes })).json();
    return [
      said.code,
      ...(said.errors ?? []).map((it: { pointer: string; code: string }) => `${it.pointer} ${it.code}`),
    ];
  };
  expect(await refusedFor({ media: [file, { ...file, hash: '0'.repeat(64) }] })).toEqual([
    'submission-unacceptable',
    '/media/1/name media-name-twice',
  ]);
  expect(await refusedFor({ media: [file, { ...file, name: 'other.jpg' }] })).toEqual([
    'submission-unacceptable',
    '/media/1 media-not-named',
  ]);
  const door = {
    consent: 'agree',
    office: { board: 'board.jpg', room: [{ use: 'x' }, { door: 'door.jpg' }] },
  };
  expect(await refusedFor({ answers: door })).toEqual([
    'submission-unacceptable',
    '/answers/office/room/1/door media-not-listed',
  ]);
  expect(await refusedFor({ answers: door, media: [file, { ...file, name: 'door.jpg', size: 7 }] })).toEqual([
    'submission-unacceptable',
    '/media/1 media-contradictory',
  ]);
  expect(await refusedFor({ media: [{ ...file, name: '../board.jpg' }] })).toEqual([
    'submission-malformed',
    '/media/0/name invalid_format',
  ]);
});

test('a name that the questionnaire gives by itself needs no file, and what was taken before there were files still is', async () => {
  const office = await openMediaOffice();
  const file = fileOf(pictureOf('a'));
  const given = withMedia(office, file);
  const answers = { consent: 'agree', office: { board: file.name, logo: 'logo.png' } };
  expect((await office.put({ ...given, answers })).status).toBe(200);
  const { media: _, ...old } = withMedia(office, file);
  expect((await office.put(old)).status).toBe(200);
});

test('a revision may list other files, and both stay until the submission is taken back', async () => {
  const office = await openMediaOffice();
  const [before, after] = [pictureOf('before'), pictureOf('after')];
  const first = withMedia(office, fileOf(before));
  const second = {
    ...withMedia(office, fileOf(after)),
    id: first.id,
    basedOn: hashOf(JSON.stringify(first)),
  };
  await office.put(first);
  await send(office, first.id, before);
  await office.put(second);
  await send(office, first.id, after);
  expect((await standingOf(office, second)).receipts).toHaveLength(2);
  expect((await office.store.look(audit)).faults).toEqual([]);
});
