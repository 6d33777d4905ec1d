import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verifyMediaReceipt } from '../../src/submission/index.ts';
import {
  addressOf,
  asked,
  codeIn,
  creation,
  fileOf,
  openMediaOffice,
  pictureOf,
  piece,
  send,
  standingOf,
  withMedia,
} from './mediaOffice.ts';

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
  await office.app.request(path, piece(0, photo.subarray(0, 1000)));
  expect((await create()).status).toBe(201);
  expect(await far()).toBe('1000');
  expect(await codeIn(await office.app.request(path, piece(0, photo)))).toEqual([409, 'upload-elsewhere']);
  expect((await office.app.request(path, piece(1000, photo.subarray(1000)))).status).toBe(204);
  expect(await far()).toBe(String(photo.length));
  expect((await create()).status).toBe(201);
  expect(await far()).toBe(String(photo.length));
  expect((await standingOf(office, submission)).missing).toEqual([]);
});
