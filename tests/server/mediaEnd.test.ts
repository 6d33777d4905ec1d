import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { uploadLife } from '../../src/server/media/uploads.ts';
import { StoreAway } from '../../src/server/store/index.ts';
import { receiptCode } from '../../src/submission/index.ts';
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
import { hashOf, json, type Office } from './office.ts';

const withdraw = ({ app }: Office, submission: { id: string }) => {
  const code = receiptCode(submission.id, hashOf(JSON.stringify(submission)));
  return app.request('/api/withdrawals', json('POST', JSON.stringify({ id: submission.id, code })));
};

test('taken back, a submission leaves no file but what another one lists, begun or whole', async () => {
  const office = await openMediaOffice();
  const [shared, own, begun] = [pictureOf('shared'), pictureOf('own'), pictureOf('begun')];
  const one = withMedia(office, fileOf(shared), fileOf(own, 'own.jpg'), fileOf(begun, 'begun.jpg'));
  const other = withMedia(office, fileOf(shared));
  for (const submission of [one, other]) await office.put(submission);
  await send(office, one.id, shared);
  await send(office, one.id, own);
  await office.app.request('/api/media', creation(one.id, fileOf(begun)));
  const path = addressOf(one.id, fileOf(begun));
  await office.app.request(path, piece(0, begun.subarray(0, 100)));
  expect((await withdraw(office, one)).status).toBe(200);
  expect([isHere(office, fileOf(shared)), isHere(office, fileOf(own))]).toEqual([true, false]);
  expect((await office.app.request(path, asked)).status).toBe(404);
  expect(uploadsOf(office)).toEqual([]);
  expect(await standingOf(office, one)).toEqual({ receipts: [], missing: [] });
  expect((await standingOf(office, other)).receipts).toHaveLength(1);
  expect(await codeIn(await send(office, one.id, own))).toEqual([403, 'media-unlisted']);
  expect((await withdraw(office, other)).status).toBe(200);
  expect(isHere(office, fileOf(shared))).toBe(false);
  expect((await office.store.look(audit)).faults).toEqual([]);
});

test('taken back in the moment in which its last bytes come, it leaves nothing either', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('crossed');
  const submission = withMedia(office, fileOf(photo));
  await office.put(submission);
  const { files } = office.media;
  const place = files.place.bind(files);
  vi.spyOn(files, 'place').mockImplementation(async (draft, hash) => {
    expect((await withdraw(office, submission)).status).toBe(200); // it finds no file to erase yet
    await place(draft, hash);
  });
  expect(await codeIn(await send(office, submission.id, photo))).toEqual([403, 'media-unlisted']);
  expect(isHere(office, fileOf(photo))).toBe(false);
  expect(uploadsOf(office)).toEqual([]);
});

test('somebody who lists a file in the moment in which it is erased is never told that it is here for nothing', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('met');
  const [one, other] = [withMedia(office, fileOf(photo)), withMedia(office, fileOf(photo))];
  await office.put(one);
  await send(office, one.id, photo);
  const isListed = office.store.media.isListed.bind(office.store.media);
  const ask = vi.spyOn(office.store.media, 'isListed').mockImplementation(async (hash) => {
    ask.mockRestore();
    await office.put(other); // after the file was put out of sight
    expect((await standingOf(office, other)).missing).toEqual([hash]);
    return isListed(hash);
  });
  expect((await withdraw(office, one)).status).toBe(200);
  expect((await standingOf(office, other)).receipts).toHaveLength(1);
  expect(isHere(office, fileOf(photo))).toBe(true);
});

test('stopped between taking back and erasing, it is erased at the next start', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('left');
  const [one, other] = [withMedia(office, fileOf(photo)), withMedia(office, fileOf(pictureOf('stays')))];
  for (const submission of [one, other]) await office.put(submission);
  await send(office, one.id, photo);
  await send(office, other.id, pictureOf('stays'));
  await office.store.act(one.id, { kind: 'withdrawn' }, '2026-11-23');
  // and a file that was just put out of sight, which somebody lists
  const { files } = office.media;
  const { hash } = fileOf(pictureOf('stays'));
  await files
    .letGo(hash, async () => {
      throw new Error('the power went');
    })
    .catch(() => undefined);
  expect((await standingOf(office, other)).missing).toEqual([hash]);
  await office.media.sweep();
  expect(isHere(office, fileOf(photo))).toBe(false);
  expect((await standingOf(office, other)).missing).toEqual([]);
  expect(await office.store.media.toErase(null, 10)).toEqual([]);
});

test('stopped between the last byte and the proof, it is proven when the phone asks', async () => {
  const office = await openMediaOffice();
  const [whole, broken] = [pictureOf('whole'), pictureOf('broken')];
  const submission = withMedia(office, fileOf(whole), fileOf(broken, 'list.jpg'));
  await office.put(submission);
  for (const photo of [whole, broken]) {
    await office.app.request('/api/media', creation(submission.id, fileOf(photo)));
    const name = addressOf(submission.id, fileOf(photo)).split('/').at(-1) ?? '';
    // what a disk gives back after a power cut: the length, and not the bytes
    writeFileSync(
      join(office.media.files.uploads, name),
      photo === whole ? photo : Buffer.alloc(photo.length),
    );
  }
  const ask = (photo: Buffer<ArrayBuffer>) =>
    office.app.request(addressOf(submission.id, fileOf(photo)), asked);
  expect((await ask(whole)).headers.get('upload-offset')).toBe(String(whole.length));
  expect((await ask(broken)).status).toBe(404);
  expect((await standingOf(office, submission)).missing).toEqual([fileOf(broken).hash]);
  expect((await send(office, submission.id, broken)).status).toBe(204);
});

test('while the database is away a phone hears when to come again, and what came last is proven then', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('away');
  const submission = withMedia(office, fileOf(photo));
  await office.put(submission);
  await office.app.request('/api/media', creation(submission.id, fileOf(photo)));
  const path = addressOf(submission.id, fileOf(photo));
  const ask = vi.spyOn(office.store.media, 'of').mockRejectedValue(new StoreAway('gone'));
  const refused = await office.app.request(path, piece(0, photo));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await office.app.request(path, asked)).status).toBe(503);
  ask.mockRestore();
  expect((await office.app.request(path, asked)).headers.get('upload-offset')).toBe(String(photo.length));
  expect((await standingOf(office, submission)).missing).toEqual([]);
});

test('an upload lies unfinished for three months, and then no longer', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('slow');
  const submission = withMedia(office, fileOf(photo));
  await office.put(submission);
  await office.app.request('/api/media', creation(submission.id, fileOf(photo)));
  office.clock.now += uploadLife - 24 * 60 * 60_000;
  await office.media.sweep();
  expect(uploadsOf(office)).toHaveLength(2);
  office.clock.now += 2 * 24 * 60 * 60_000;
  await office.media.sweep();
  expect(uploadsOf(office)).toEqual([]);
});

test('in an anonymous survey nothing tells the hour: not the log, not the table, not the files', async () => {
  const office = await openMediaOffice();
  const photo = pictureOf('quiet');
  const [whole, half] = [withMedia(office, fileOf(photo)), withMedia(office, fileOf(pictureOf('half')))];
  for (const submission of [whole, half]) await office.put(submission);
  await send(office, whole.id, photo);
  await office.app.request('/api/media', creation(half.id, fileOf(pictureOf('half'))));
  await office.app.request(addressOf(half.id, fileOf(pictureOf('half'))), piece(0, photo.subarray(0, 10)));
  const { files } = office.media;
  const paths = [
    files.pathOf(fileOf(photo).hash),
    ...uploadsOf(office).map((name) => join(files.uploads, name)),
  ];
  expect(paths.length).toBe(4);
  for (const path of paths) expect(statSync(path).mtime.toISOString()).toBe('2026-11-23T00:00:00.000Z');
  for (const name of uploadsOf(office).filter((name) => name.endsWith('.json')))
    expect(readFileSync(join(files.uploads, name), 'utf8')).not.toMatch(/T\d\d:|"path"/);
  const rows = await office.store.media.of(whole.id);
  expect(rows.map(({ receivedAt }) => receivedAt)).toEqual(['2026-11-23']);
  expect(JSON.stringify(office.log)).not.toMatch(new RegExp(`T\\d\\d:|${whole.id}|${fileOf(photo).hash}`));
  expect(office.log.map(({ route }) => route)).toContain('/api/media/:upload');
});

test('a copy that a stopped process left behind goes after two days', async () => {
  const office = await openMediaOffice();
  const draft = await office.media.files.prove(
    (async function* () {
      yield pictureOf('draft');
    })(),
    fileOf(pictureOf('draft')),
  );
  if (draft === null) throw new Error('not proven');
  utimesSync(draft, new Date(office.clock.now), new Date(office.clock.now));
  await office.media.sweep();
  expect(existsSync(draft)).toBe(true);
  office.clock.now += 3 * 24 * 60 * 60_000;
  await office.media.sweep();
  expect(existsSync(draft)).toBe(false);
});
