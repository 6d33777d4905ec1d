import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/questionnaire/index.ts';
import { SigningKey, Survey } from '../../src/submission/index.ts';
import { hashOf, openOffice, smallQuestionnaire } from './office.ts';

test('a survey comes with the keys of this server, is kept a minute, and is not sent again unchanged', async () => {
  const { app, keys } = await openOffice();
  const response = await app.request('/api/surveys/demo');
  const survey = Survey.parse(await response.json());
  expect(survey).toMatchObject({ id: 'demo', privacy: 'anonymous', signingKeys: keys.publicKeys });
  expect(response.headers.get('cache-control')).toBe('public, max-age=60');
  const etag = response.headers.get('etag') ?? '';
  const again = await app.request('/api/surveys/demo', { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('a survey that was changed is another one to a phone that asks', async () => {
  const office = await openOffice();
  const etag = (await office.app.request('/api/surveys/demo')).headers.get('etag') ?? '';
  await office.catalogue.saveSurvey({
    ...(await office.catalogue.survey('demo')),
    closesOn: '2026-12-01',
  } as Survey);
  const again = await office.app.request('/api/surveys/demo', { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(200);
  expect(await again.json()).toMatchObject({ closesOn: '2026-12-01' });
});

test.each([
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes)],
  ['gzip', (bytes: Buffer) => gunzipSync(bytes)],
  ['', (bytes: Buffer) => bytes],
])(
  'a questionnaire packed as "%s" unpacks to the bytes of its hash, and may be kept for ever',
  async (encoding, unpack) => {
    const { app, hash } = await openOffice();
    const headers = { 'accept-encoding': encoding || 'identity' };
    const response = await app.request(`/api/questionnaires/${hash}`, { headers });
    expect(response.headers.get('content-encoding')).toBe(encoding || null);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('vary')).toContain('accept-encoding');
    const text = unpack(Buffer.from(await response.arrayBuffer())).toString('utf8');
    expect(hashOf(text)).toBe(hash);
    expect(text).toBe(canonicalJson(smallQuestionnaire));
  },
);

test('a packing that is refused by name is not sent', async () => {
  const { app, hash } = await openOffice();
  const response = await app.request(`/api/questionnaires/${hash}`, {
    headers: { 'accept-encoding': 'br;q=0, gzip' },
  });
  expect(response.headers.get('content-encoding')).toBe('gzip');
});

test('the keys are public, and the private halves are not', async () => {
  const { app, keys } = await openOffice();
  const text = await (await app.request('/api/keys')).text();
  expect(JSON.parse(text).keys.map((key: unknown) => SigningKey.parse(key))).toEqual(keys.publicKeys);
  expect(text).not.toContain('private');
});

test.each([
  ['/api/surveys/nowhere', 'survey-unknown'],
  [`/api/questionnaires/${'0'.repeat(64)}`, 'questionnaire-unknown'],
  ['/api/surveys/__proto__', 'survey-unknown'],
  ['/api/other', 'not-found'],
])('%s is not there, and says so', async (path, code) => {
  const { app } = await openOffice();
  const response = await app.request(path);
  expect([response.status, (await response.json()).code]).toEqual([404, code]);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
});

test('the server is well while its store is, and says when it is not', async () => {
  const office = await openOffice();
  expect((await office.app.request('/health')).status).toBe(200);
  await office.store.close();
  const response = await office.app.request('/health');
  expect([response.status, await response.json()]).toEqual([503, { status: 'failing' }]);
});

test('what another process changed is seen soon, also where the clock was set back by a year', async () => {
  const office = await openOffice();
  const { signingKeys: _, ...survey } = Survey.parse(await office.catalogue.survey('demo'));
  await office.store.saveSurvey('demo', JSON.stringify({ ...survey, closesOn: '2026-12-01' }));
  expect((await office.catalogue.survey('demo'))?.closesOn).toBeUndefined(); // it was read a moment ago
  office.clock.now -= 365 * 24 * 60 * 60_000;
  expect((await office.catalogue.survey('demo'))?.closesOn).toBe('2026-12-01');
});
