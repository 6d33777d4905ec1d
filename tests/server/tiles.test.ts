import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { expect, onTestFinished, test } from 'vitest';
import { tiles } from '../../src/server/routes/tiles.ts';
import { Tiles } from '../../src/submission/index.ts';

async function folderWithSquare() {
  const folder = await mkdtemp(join(tmpdir(), 'rintis-tiles-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'ground/5/24'), { recursive: true });
  await writeFile(join(folder, 'ground/5/24/15.png'), 'a picture');
  await writeFile(join(folder, 'secret.png'), 'not to be seen');
  return new Hono().route('/tiles', tiles(folder));
}

test('a square of a map comes as what it is, and may be kept for the field', async () => {
  const app = await folderWithSquare();
  const reply = await app.request('/tiles/ground/5/24/15.png');
  expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
    200,
    'image/png',
    'a picture',
  ]);
  expect(reply.headers.get('cache-control')).toContain('max-age=');
});

test.for([
  '/tiles/ground/5/24/16.png',
  '/tiles/ground/5/24/15.png/x',
  '/tiles/secret.png',
  '/tiles/ground/5/24/../../../secret.png',
  '/tiles/ground/%2e%2e/%2e%2e/secret.png',
  '/tiles/ground/5/24/15.txt',
])('%s is not there', async (path) => {
  const app = await folderWithSquare();
  expect((await app.request(path)).status).toBe(404);
});

test('a survey’s map has pictures from its own server only', () => {
  const { address } = Tiles.shape;
  expect(address.safeParse('/tiles/ground/{z}/{x}/{y}.png').success).toBe(true);
  for (const other of [
    'https://tiles.example.org/{z}/{x}/{y}.png',
    '//tiles.example.org/{z}/{x}/{y}.png',
    '/tiles/x.png',
  ])
    expect(address.safeParse(other).success).toBe(false);
});
