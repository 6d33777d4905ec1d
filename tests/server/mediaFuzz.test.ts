/** Hostile uploads: right in most places, wrong in some. `FUZZ` and `FUZZ_SEED` as in fuzz.test.ts. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { audit } from '../../src/server/audit.ts';
import { auditMedia } from '../../src/server/media/audit.ts';
import { Problem } from '../../src/submission/index.ts';
import { addressOf, creation, fileOf, openMediaOffice, pictureOf, piece, withMedia } from './mediaOffice.ts';
import { chanceOf, pick } from './spoil.ts';

const count = Math.min(Number(process.env.FUZZ || 600), 20_000);
const seed = Number(process.env.FUZZ_SEED || 20261123);

const evil = [
  '',
  ' ',
  '-1',
  '1e9',
  '0x10',
  '99999999999999999999',
  'NaN',
  ',,',
  'a b c',
  'hash',
  'é',
  '%00',
  '..',
  '{}',
];
const headerNames = [
  'tus-resumable',
  'upload-length',
  'upload-metadata',
  'upload-offset',
  'upload-defer-length',
  'upload-concat',
  'content-type',
  'content-length',
  'x-http-method-override',
  'x-forwarded-proto',
  'submission-hash',
];

test(`${count} hostile uploads (seed ${seed}): no fault of the server, nothing grows, every refusal a problem`, async () => {
  const office = await openMediaOffice();
  const chance = chanceOf(seed);
  const photos = Array.from({ length: 6 }, (_, n) => pictureOf(`fuzz ${n}`, 400));
  const submissions = photos.map((photo) => withMedia(office, fileOf(photo)));
  for (const submission of submissions) await office.put(submission);
  const statuses = new Set<number>();
  for (let n = 0; n < count; n++) {
    const photo = pick(chance, photos);
    const file = fileOf(chance() < 0.9 ? photo : pick(chance, photos));
    const submission = submissions[photos.indexOf(photo)] ?? pick(chance, submissions);
    const path = addressOf(submission.id, file);
    const from = pick(chance, [0, 0, 0, 200, 400, 401]);
    const [address, good] = pick(chance, [
      ['/api/media', creation(submission.id, file)],
      [path, piece(from, photo.subarray(from, pick(chance, [100, 200, 400])))],
      [
        path,
        { ...piece(0, photo), method: pick(chance, ['HEAD', 'DELETE', 'OPTIONS', 'GET', 'PUT']), body: null },
      ],
      [`/api/submissions/${submission.id}/media`, { method: 'GET', headers: {} }],
    ] as [string, RequestInit][]);
    const headers = { ...(good.headers as Record<string, string>) };
    if (chance() < 0.5) headers[pick(chance, headerNames)] = encodeURI(pick(chance, evil));
    if (chance() < 0.1) delete headers[pick(chance, Object.keys(headers))];
    const target = chance() < 0.9 ? address : `${address}${encodeURIComponent(pick(chance, evil))}`;
    const said = await office.app.request(target, { ...good, headers });
    const text = await said.text();
    statuses.add(said.status);
    expect([n, good.method, target, said.status < 500]).toEqual([n, good.method, target, true]);
    if (said.status < 400) continue;
    expect([n, said.headers.get('content-type')]).toEqual([n, 'application/problem+json']);
    if (good.method !== 'HEAD') Problem.parse(JSON.parse(text));
  }
  expect(statuses.size).toBeGreaterThan(6);
  expect(readdirSync(office.media.files.uploads).length).toBeLessThanOrEqual(2 * photos.length);
  expect((await office.store.look(audit)).faults).toEqual([]);
  expect((await auditMedia(office.store, office.media.files)).faults).toEqual([]);
}, 3_600_000);
