/** A road to a server that breaks each time so many bytes have gone up; it counts them. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import * as tus from 'tus-js-client';
import { onTestFinished } from 'vitest';
import { uploadNameOf } from '../../src/submission/index.ts';
import { fileOf } from './mediaOffice.ts';

export async function brittleRoad(to: number, cuts: readonly number[]) {
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

/** Sends a file as a phone does, with the phone's own library. */
export const upload = (
  port: number,
  submission: string,
  bytes: Buffer,
  more: Partial<tus.UploadOptions> = {},
) =>
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
