import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Questionnaire } from '../../src/questionnaire/index.ts';
import { backUp, restore } from '../../src/server/backup.ts';
import { auditMedia } from '../../src/server/media/audit.ts';
import { openMediaFiles } from '../../src/server/media/index.ts';
import { givePassword } from '../../src/server/sessions.ts';
import { openStore } from '../../src/server/store/index.ts';
import type { QuestionnaireReport } from '../../src/submission/index.ts';
import { pngOf } from '../support/drawn.ts';
import { withExif } from '../support/pictures.ts';
import { soundFile } from '../support/sounds.ts';
import { hashOf, json, newFolder, type Office, openOffice, smallQuestionnaire } from './office.ts';

/** An office with somebody in it who gives files. */
async function openDesk() {
  const office = await openOffice();
  const body = JSON.stringify({ name: 'mali', password: await givePassword(office.store, 'mali') });
  const said = await office.app.request('/api/session', json('POST', body));
  const cookie = (said.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const give = (bytes: Uint8Array<ArrayBuffer>, { hash = hashOf(bytes), size = bytes.length } = {}) =>
    office.app.request(`/api/coordinator/files/${hash}`, {
      method: 'PUT',
      headers: { cookie, 'content-length': String(size) },
      body: bytes,
    });
  const listed = (hash: string) =>
    office.app.request(`/api/coordinator/questionnaires/${hash}/media`, { headers: { cookie } });
  const bring = async (questionnaire: Questionnaire): Promise<QuestionnaireReport> => {
    const said = await office.app.request('/api/coordinator/questionnaires?name=small.json', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      body: JSON.stringify(questionnaire),
    });
    return said.json();
  };
  return { office, give, listed, bring };
}

const market = pngOf(64, 48);
const sound = new Uint8Array(soundFile());

const withFiles = (files: NonNullable<Questionnaire['files']>): Questionnaire => ({
  ...smallQuestionnaire,
  files,
});

const codeOf = async (reply: Response) => (await reply.json()).code;

test('a picture that the office gave is known by its bytes, and comes to whoever has its hash', async () => {
  const { office, give } = await openDesk();
  const said = await give(market);
  expect(await said.json()).toEqual({
    hash: hashOf(market),
    size: market.length,
    type: 'image/png',
    width: 64,
    height: 48,
  });
  expect((await give(market)).status).toBe(200); // again is the same

  const got = await office.app.request(`/api/files/${hashOf(market)}`);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(market);
  expect(got.headers.get('content-type')).toBe('image/png');
  expect(got.headers.get('cache-control')).toContain('immutable');
  expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await office.app.request(`/api/files/${hashOf(sound)}`)).status).toBe(404);
  expect((await office.app.request('/api/files/..%2f..%2fkeys')).status).toBe(404);
});

test('a photo that lies on its side is as wide as it is seen', async () => {
  const { give } = await openDesk();
  const jpeg = Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP////////////////////////////////////////////////////////////////////////////////////' +
      '//wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
    'base64',
  );
  const said = await (await give(new Uint8Array(withExif(jpeg, 6)))).json();
  expect([said.type, said.width, said.height]).toEqual(['image/jpeg', 2, 3]);
});

test('what is not what it says, or is no picture, sound or film, is not kept', async () => {
  const { office, give } = await openDesk();
  expect(await codeOf(await give(market, { hash: hashOf(sound) }))).toBe('media-changed');
  expect(await codeOf(await give(market, { size: 10 }))).toBe('media-changed');
  expect(await codeOf(await give(market, { hash: 'no hash' }))).toBe('upload-malformed');
  expect(await codeOf(await give(market, { size: 10 ** 9 }))).toBe('media-too-large');
  const page = Buffer.from('<!doctype html><script>alert(1)</script>');
  expect(await codeOf(await give(page))).toBe('media-type-other');
  expect(await codeOf(await give(Buffer.concat([market.subarray(0, 20)])))).toBe('media-type-other');
  expect((await office.app.request(`/api/files/${hashOf(page)}`)).status).toBe(404);
});

test('a questionnaire tells which of its files are here; other files make another version', async () => {
  const { office, give, listed } = await openDesk();
  const [picture, noise] = [await (await give(market)).json(), await (await give(sound)).json()];
  const gone = { ...picture, hash: '0'.repeat(64) };
  const pinned = withFiles({ 'market.png': picture, 'noise.wav': noise, 'gone.png': gone });
  const hash = await office.catalogue.addQuestionnaire(pinned);
  const { files } = await (await listed(hash)).json();
  expect(files.map(({ name, isHere }: { name: string; isHere: boolean }) => [name, isHere])).toEqual([
    ['gone.png', false],
    ['market.png', true],
    ['noise.wav', true],
  ]);
  expect(files[2]).toMatchObject({ type: 'audio/wav', size: sound.length });
  expect((await listed('0'.repeat(64))).status).toBe(404);
  const other = await office.catalogue.addQuestionnaire(withFiles({ 'market.png': noise }));
  expect(new Set([hash, other, office.hash]).size).toBe(3);
});

test('a workbook that is brought again keeps the pictures of the version before, and says which nobody gave', async () => {
  const { office, give, bring } = await openDesk();
  const [hall, door] = [pngOf(30, 20), pngOf(20, 30)];
  const [first, second] = [await (await give(hall)).json(), await (await give(door)).json()];
  const asking = (words: string, files?: Questionnaire['files']): Questionnaire => ({
    ...smallQuestionnaire,
    items: [
      { kind: 'one', name: 'consent', list: 'consent', required: 'true()', media: { image: 'door.png' } },
      { kind: 'text', name: 'words', label: words, media: { image: 'hall.png', audio: 'lost.mp3' } },
    ],
    ...(files && { files }),
  });
  const pinned = { 'hall.png': first, 'door.png': second };
  const one = await bring(asking('Why?', { ...pinned, 'unused.png': first }));
  expect(one).toMatchObject({ number: expect.any(Number), questionnaire: { files: pinned } });
  const other = await bring(asking('Why so?'));
  expect(Object.keys(other.questionnaire?.files ?? {}).sort()).toEqual(['door.png', 'hall.png']);
  expect(other.problems.map(({ code, details }) => [code, details.file])).toContainEqual([
    'media-needed',
    'lost.mp3',
  ]);
  const changed = await bring(asking('Why so?', { 'hall.png': second }));
  expect(changed.questionnaire?.files).toMatchObject({ 'hall.png': second, 'door.png': second });
  expect(await office.catalogue.filesOf(changed.hash ?? '')).toEqual(changed.questionnaire?.files);
});

test('a backup has the files of questionnaires inside, and verify reads each of them', async () => {
  const { office, give } = await openDesk();
  const picture = await (await give(market)).json();
  await office.catalogue.addQuestionnaire(withFiles({ 'market.png': picture }));
  await office.catalogue.addQuestionnaire(withFiles({ 'same.png': picture }));
  const file = join(newFolder(), 'all.backup');
  const { files } = office.media;
  expect(await backUp(office.store, files, file, undefined)).toMatchObject({ files: 1, missing: 0 });

  const restored = await emptyBooks();
  await restore(restored.store, restored.files, file);
  expect(readFileSync(restored.files.authored.pathOf(picture.hash))).toEqual(market);
  expect(await auditMedia(restored.store, restored.files)).toEqual({ files: 1, faults: [] });

  writeFileSync(files.authored.pathOf(picture.hash), Buffer.from(market).fill(7, 60, 61));
  expect(await faultsOf(office)).toEqual(['media: bytes']);
  rmSync(files.authored.pathOf(picture.hash));
  expect(await faultsOf(office)).toEqual(['media: a file of a questionnaire is missing']);
  expect(await backUp(office.store, files, file, undefined)).toMatchObject({ files: 0, missing: 1 });
});

const faultsOf = async ({ store, media }: Office) =>
  (await auditMedia(store, media.files)).faults.map(({ what }) => what);

async function emptyBooks() {
  const store = await openStore({ dataDir: newFolder(), databaseUrl: undefined }, console.error);
  onTestFinished(() => store.close());
  return { store, files: await openMediaFiles(newFolder(), Date.now) };
}
