/** The phone's own library against a server that listens, over a connection that breaks. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import * as tus from 'tus-js-client';
import { expect, onTestFinished, test } from 'vitest';
import { uploadNameOf } from '../../src/submission/index.ts';
import { fileOf, openMediaOffice, pictureOf, standingOf, withMedia } from './mediaOffice.ts';
import type { Office } from './office.ts';

async function listening(office: Office): Promise<number> {
  const server = createAdaptorServer({ fetch: office.app.fetch }) as Server;
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A road to the server that breaks each time so many bytes have gone up; it counts them. */
async function brittleRoad(to: number, cuts: readonly number[]) {
  let sent = 0;
  let broken = 0;
  const open = new Set<Socket>();
  const road = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => undefined); // that is the story
      end.on('close', () => open.delete(end));
    }
    near.on('data', (piece) => {
      sent += piece.length;
      far.write(piece);
      const next = cuts[broken];
      if (next === undefined || sent < next) return;
      broken++;
      near.destroy();
      far.destroy();
    });
    far.on('data', (piece) => near.write(piece));
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  road.listen(0, '127.0.0.1');
  await new Promise((resolve) => road.once('listening', resolve));
  onTestFinished(() => {
    for (const end of open) end.destroy();
    road.close();
  });
  return { port: (road.address() as AddressInfo).port, sent: () => sent, broken: () => broken };
}

const upload = (port: number, submission: string, bytes: Buffer, more: Partial<tus.UploadOptions> = {}) =>
  new Promise<void>((resolve, reject) => {
    const { hash, type } = fileOf(bytes);
    new tus.Upload(bytes, {
      endpoint: `http://127.0.0.1:${port}/api/media`,
      uploadUrl: `http://127.0.0.1:${port}/api/media/${uploadNameOf(submission, hash)}`,
      metadata: { submission, hash, type },
      chunkSize: 512 * 1024,
      retryDelays: Array.from({ length: 20 }, () => 10),
      onSuccess: () => resolve(),
      onError: reject,
      ...more,
    }).start();
  });

test('20 MB over a connection that is cut ten times arrive whole, and less than 1.3 times as much was sent', async () => {
  const office = await openMediaOffice();
  const video = Buffer.concat([pictureOf('video', 64), randomBytes(20 * 1024 * 1024 - 64)]);
  const file = fileOf(video);
  const submission = withMedia(office, { ...file });
  expect((await office.put(submission)).status).toBe(200);
  const cuts = Array.from({ length: 10 }, (_, at) => (at + 1) * 1_850_000 + at * 7_001);
  const road = await brittleRoad(await listening(office), cuts);
  await upload(road.port, submission.id, video);
  expect(road.broken()).toBe(10);
  console.info(`sent ${(road.sent() / video.length).toFixed(3)} times`);
  expect(road.sent()).toBeLessThan(1.3 * video.length);
  expect((await standingOf(office, submission)).missing).toEqual([]);
}, 60_000);
