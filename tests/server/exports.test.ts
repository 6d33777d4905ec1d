import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { givePassword } from '../../src/server/sessions.ts';
import type { ExportJob, ExportWish } from '../../src/submission/index.ts';
import { readDta } from '../dataset/readDta.ts';
import { readSav } from '../dataset/readSav.ts';
import { readCsv } from '../submission/readCsv.ts';
import { json, newFolder, type Office, openOffice, submissionTo } from './office.ts';
import { rintis, startServer } from './process.ts';

async function signedIn(office: Office): Promise<{ cookie: string }> {
  const password = await givePassword(office.store, 'mali');
  const body = JSON.stringify({ name: 'mali', password });
  const response = await office.app.request('/api/session', json('POST', body));
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

const place = '/api/coordinator/surveys/demo/exports';

/** Asks for an export and waits until it is made. */
async function made(office: Office, headers: { cookie: string }, wish: ExportWish): Promise<ExportJob> {
  const asked = await office.app.request(place, json('POST', JSON.stringify(wish), headers));
  expect(asked.status).toBe(200);
  const { id } = (await asked.json()) as ExportJob;
  for (;;) {
    const job = (await (await office.app.request(`${place}/${id}`, { headers })).json()) as ExportJob;
    if (job.state === 'ready' || job.state === 'failed') return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function fetched(office: Office, headers: Record<string, string>, { id }: ExportJob, name: string) {
  const response = await office.app.request(`${place}/${id}/files/${name}`, { headers });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('an export is files in all the formats, a codebook, and a manifest whose checksums hold', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  for (let n = 0; n < 30; n++) await office.put(submissionTo(office));
  const formats = ['csv', 'xlsx', 'sav', 'dta', 'parquet', 'jsonl'] as const;
  const job = await made(office, headers, { formats: [...formats] });
  expect(job).toMatchObject({ state: 'ready', submissions: 30, by: 'mali', leftOut: [] });
  const names = job.files.map(({ name }) => name);
  for (const format of [...formats, 'R']) expect(names).toContain(`demo.${format}`);
  for (const ending of ['html', 'csv', 'ddi.xml']) expect(names).toContain(`demo-codebook.${ending}`);
  for (const { name, size, sha256: said } of job.files) {
    const { response, bytes } = await fetched(office, headers, job, name);
    expect([name, bytes.length, sha256(bytes)]).toEqual([name, size, said]);
    expect(response.headers.get('etag')).toBe(`"${said}"`);
  }
  const file = async (name: string) => (await fetched(office, headers, job, name)).bytes;
  const manifest = JSON.parse(new TextDecoder().decode(await file('manifest.json')));
  expect(manifest).toMatchObject({ survey: 'demo', questionnaire: office.hash, submissions: 30 });
  expect(manifest.files).toEqual(job.files.filter(({ name }) => name !== 'manifest.json'));
  const rows = readCsv(new TextDecoder().decode(await file('demo.csv')));
  expect([
    rows.length,
    readSav(await file('demo.sav')).rows.length,
    readDta(await file('demo.dta')).rows.length,
  ]).toEqual([31, 30, 30]);
});

test('a download goes on where the connection broke', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  await office.put(submissionTo(office));
  const job = await made(office, headers, { formats: ['sav'] });
  const whole = (await fetched(office, headers, job, 'demo.sav')).bytes;
  const rest = await fetched(office, { ...headers, range: 'bytes=100-' }, job, 'demo.sav');
  expect(rest.response.status).toBe(206);
  expect(rest.response.headers.get('content-range')).toBe(`bytes 100-${whole.length - 1}/${whole.length}`);
  expect(rest.bytes).toEqual(whole.subarray(100));
  const last = await fetched(office, { ...headers, range: 'bytes=-10' }, job, 'demo.sav');
  expect(last.bytes).toEqual(whole.subarray(-10));
  const other = { ...headers, range: 'bytes=100-', 'if-range': '"another"' };
  expect((await fetched(office, other, job, 'demo.sav')).response.status).toBe(200);
  const beyond = { ...headers, range: `bytes=${whole.length}-` };
  expect((await fetched(office, beyond, job, 'demo.sav')).response.status).toBe(416);
});

test('only what was received on those days is in it', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  await office.put(submissionTo(office));
  const day = new Date(office.clock.now).toISOString().slice(0, 10);
  const before = await made(office, headers, { formats: ['jsonl'], until: '2020-01-01' });
  const on = await made(office, headers, { formats: ['jsonl'], from: day, until: day });
  expect([before.submissions, on.submissions]).toEqual([0, 1]);
});

test('an export is gone once somebody in it took the answers back', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  const submission = submissionTo(office);
  await office.put(submission);
  const job = await made(office, headers, { formats: ['jsonl'] });
  await office.store.act(submission.id, { kind: 'withdrawn' }, '2026-11-24');
  expect((await office.app.request(`${place}/${job.id}`, { headers })).status).toBe(404);
  expect((await made(office, headers, { formats: ['jsonl'] })).submissions).toBe(0);
});

test('nobody gets at an export without signing in, by another survey, or by a path', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  const job = await made(office, headers, { formats: ['csv'] });
  const status = async (path: string, more = {}) => (await office.app.request(path, more)).status;
  expect(await status(`${place}/${job.id}/files/demo.csv`)).toBe(401);
  expect(await status(`${place.replace('demo', 'other')}/${job.id}`, { headers })).toBe(404);
  expect(await status(`${place}/${job.id}/files/${encodeURIComponent('../job.json')}`, { headers })).toBe(
    404,
  );
  expect(await status(`${place}/${job.id}/files/job.json`, { headers })).toBe(404);
  expect(await status(`${place}/${encodeURIComponent('../../keys')}`, { headers })).toBe(404);
  const wrong = json('POST', JSON.stringify({ formats: ['exe'] }), headers);
  expect(await status(place, wrong)).toBe(422);
});

test('deleted, nothing of it is left', async () => {
  const office = await openOffice();
  const headers = await signedIn(office);
  const job = await made(office, headers, { formats: ['csv'] });
  expect((await office.app.request(`${place}/${job.id}`, { method: 'DELETE', headers })).status).toBe(204);
  expect(await (await office.app.request(place, { headers })).json()).toEqual({ exports: [] });
});

test('at the terminal the same files come into a folder', async () => {
  const dataDir = newFolder();
  await (await startServer({ DATA_DIR: dataDir })).started.end('SIGTERM');
  const env = { DATA_DIR: dataDir, LANG: 'en' };
  const folder = join(newFolder(), 'out');
  expect(await rintis(['export', 'demo', '--format', 'all', '-o', folder], env)).toMatchObject({ code: 0 });
  const files = readdirSync(folder);
  expect(files).toEqual(expect.arrayContaining(['manifest.json', 'demo.sav', 'demo.parquet', 'demo.csv']));
  expect(files.filter((name) => name.endsWith('.spool'))).toEqual([]);
  const nowhere = await rintis(['export', 'demo', '--format', 'sav'], env);
  expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining('-o') });
});
