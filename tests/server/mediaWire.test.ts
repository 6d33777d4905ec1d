/** The phone's own library against servers that listen, over connections that break, and servers that die. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openCatalogue } from '../../src/server/catalogue.ts';
import { openKeys } from '../../src/server/keys.ts';
import { openStore } from '../../src/server/store/index.ts';
import { MediaStanding, type Submission, verifyMediaReceipt } from '../../src/submission/index.ts';
import { brittleRoad } from '../support/brittle.ts';
import { findPostgres, startPostgres } from '../support/postgres.ts';
import {
  addressOf,
  asked,
  creation,
  fileOf,
  mediaQuestionnaire,
  openMediaOffice,
  pictureOf,
  piece,
  standingOf,
  withMedia,
} from './mediaOffice.ts';
import { upload } from './mediaPhone.ts';
import { hashOf, json, newFolder, type Office } from './office.ts';
import { type Server as Process, rintis, startServer } from './process.ts';

async function listening(office: Office): Promise<number> {
  const server = createAdaptorServer({ fetch: office.app.fetch }) as Server;
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const videoOf = (size: number) => Buffer.concat([pictureOf('video', 64), randomBytes(size - 64)]);

test('20 MB over a connection that is cut ten times arrive whole, and less than 1.3 times as much was sent', async () => {
  const office = await openMediaOffice();
  const video = videoOf(20 * 1024 * 1024);
  const submission = withMedia(office, fileOf(video));
  expect((await office.put(submission)).status).toBe(200);
  const cuts = Array.from({ length: 10 }, (_, at) => (at + 1) * 1_850_000 + at * 7_001);
  const road = await brittleRoad({ port: await listening(office) }, cuts);
  onTestFinished(() => road.close());
  await upload(road.origin, submission.id, video);
  expect(road.broken()).toBe(10);
  expect(road.sent()).toBeLessThan(1.3 * video.length);
  expect((await standingOf(office, submission)).missing).toEqual([]);
  expect(readFileSync(office.media.files.pathOf(fileOf(video).hash)).equals(video)).toBe(true);
});

/** Opens a survey that asks for photos, before the server starts. */
async function openSurvey(dataDir: string, databaseUrl?: string): Promise<string> {
  const store = await openStore({ dataDir, databaseUrl }, console.error);
  const catalogue = openCatalogue(store, openKeys(dataDir), Date.now);
  const hash = await catalogue.addQuestionnaire(mediaQuestionnaire);
  await catalogue.saveSurvey({
    id: 'demo',
    title: mediaQuestionnaire.title,
    questionnaire: hash,
    languages: ['en', 'th'],
    defaultLanguage: 'en',
    privacy: 'anonymous',
    inserts: {},
  });
  await store.close();
  return hash;
}

const put = (server: Process, submission: Submission) =>
  fetch(`${server.url}/api/submissions/${submission.id}`, json('PUT', JSON.stringify(submission)));

async function isReceived(server: Process, submission: Submission): Promise<boolean> {
  const headers = { 'submission-hash': hashOf(JSON.stringify(submission)) };
  const said = await fetch(`${server.url}/api/submissions/${submission.id}/media`, { headers });
  const { receipts, missing } = MediaStanding.parse(await said.json());
  const { keys } = await (await fetch(`${server.url}/api/keys`)).json();
  const isProven = ({ hash, size }: { hash: string; size: number }) =>
    receipts.some((it) => verifyMediaReceipt(it, keys, { submission: submission.id, hash, size }));
  return missing.length === 0 && (submission.media ?? []).every(isProven);
}

test('a server killed three times during an upload: it goes on, and the file is there whole and once', async () => {
  const DATA_DIR = newFolder();
  const hash = await openSurvey(DATA_DIR);
  let server = await startServer({ DATA_DIR });
  const { port } = new URL(server.url);
  const video = videoOf(12 * 1024 * 1024);
  const submission = withMedia({ hash }, fileOf(video));
  expect((await put(server, submission)).status).toBe(200);
  let sent = 0;
  const done = upload(server.url, submission.id, video, {
    retryDelays: Array.from({ length: 400 }, () => 50),
    chunkSize: 256 * 1024,
    onProgress: (bytes) => {
      sent = bytes;
    },
  });
  for (const part of [0.1, 0.5, 0.9]) {
    while (sent < part * video.length) await wait(1);
    await server.started.end('SIGKILL');
    server = await startServer({ DATA_DIR, PORT: port });
  }
  await done;
  expect(await isReceived(server, submission)).toBe(true);
  const all = readdirSync(join(DATA_DIR, 'media'), { recursive: true, encoding: 'utf8' }) as string[];
  expect(all.filter((name) => name.includes(fileOf(video).hash))).toHaveLength(1);
  await server.started.end('SIGTERM');
  expect(await rintis(['verify'], { DATA_DIR, LANG: 'C' })).toMatchObject({
    code: 0,
    said: expect.stringContaining('as they came: 1'),
  });

  const backup = join(DATA_DIR, 'all.backup');
  const env = { DATA_DIR, LANG: 'C', BACKUP_PASSPHRASE: 'a long sentence' };
  expect((await rintis(['backup', backup], env)).said).toContain(
    'Files of submissions and questionnaires inside: 1',
  );
  const other = { ...env, DATA_DIR: newFolder() };
  expect(await rintis(['restore', backup], other)).toMatchObject({
    code: 0,
    said: expect.stringContaining('as they came: 1'),
  });
  const zip = join(DATA_DIR, 'files.zip');
  expect((await rintis(['export', 'demo', '--media', zip], other)).said).toContain('files.zip: 1');
});

const bin = findPostgres();
describe.runIf(bin)('two processes behind one balancer', () => {
  test('an upload begun at one is finished at the other, also while the first still holds its old connection', async () => {
    const database = startPostgres(bin ?? '');
    onTestFinished(() => database.remove());
    const [DATA_DIR, MEDIA_DIR, DATABASE_URL] = [newFolder(), newFolder(), database.newDatabase()];
    const hash = await openSurvey(DATA_DIR, DATABASE_URL);
    const env = { DATA_DIR, MEDIA_DIR, DATABASE_URL };
    const [one, other] = [await startServer(env), await startServer(env)];
    const photo = videoOf(2_000_000);
    const file = fileOf(photo);
    const submission = withMedia({ hash }, file);
    await put(one, submission);
    const path = addressOf(submission.id, file);
    expect((await fetch(`${other.url}/api/media`, creation(submission.id, file))).status).toBe(201);

    const { headers } = piece(0, photo);
    let end = () => undefined as unknown;
    const body = new ReadableStream<Uint8Array>({
      start(control) {
        control.enqueue(photo.subarray(0, 900_000));
        end = () => control.error(new Error('gone'));
      },
    });
    const old = fetch(`${one.url}${path}`, { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit);
    old.catch(() => undefined);
    const far = async () => Number((await fetch(`${other.url}${path}`, asked)).headers.get('upload-offset'));
    while ((await far()) < 900_000) await wait(5);
    expect((await fetch(`${other.url}${path}`, piece(900_000, photo.subarray(900_000)))).status).toBe(204);
    end();
    expect([await isReceived(one, submission), await isReceived(other, submission)]).toEqual([true, true]);
    expect(await rintis(['verify'], { ...env, LANG: 'C' })).toMatchObject({ code: 0 });
  }, 60_000);
});
