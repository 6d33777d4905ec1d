import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readClient } from '../../src/server/client.ts';
import { Survey } from '../../src/submission/index.ts';
import { newFolder, openOffice } from './office.ts';

const page = `<!doctype html><html lang="en"><head><title>Rintis</title><style>body{margin:0}</style><!-- head --></head><body></body></html>`;
const script = 'console.log("ไทย")'.repeat(50);

function build() {
  const folder = newFolder();
  const write = (name: string, bytes: string | Uint8Array) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  };
  write('index.html', page);
  write('assets/main-3f2a.js', script);
  write('assets/main-3f2a.js.br', brotliCompressSync(script));
  write('assets/main-3f2a.js.gz', gzipSync(script));
  write('service-worker.js', 'self');
  write('icon.png', new Uint8Array([1, 2, 3]));
  write('.vite/manifest.json', '{}');
  return readClient(folder);
}

const office = (survey = {}) => openOffice({ client: build(), survey });

test.each(['/', '/mine', '/coordinator', '/coordinator/surveys/demo', '/s/demo', '/s/demo/receipt'])(
  '%s is the page, always fresh',
  async (path) => {
    const { app } = await office();
    const response = await app.request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toContain('<body></body>');
    const etag = response.headers.get('etag') ?? '';
    expect((await app.request(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
  },
);

test('a survey’s page brings the survey along as data, in the reader’s language where it can', async () => {
  const evil = '</script><script>alert(1)</script><!--';
  const { app } = await office({ title: { en: `Safe & sound ${evil}`, th: 'ปลอดภัย' } });
  const html = await (await app.request('/s/demo')).text();
  const [, data = ''] = /<script type="application\/json" id="survey">(.*?)<\/script>/s.exec(html) ?? [];
  const { survey, opening } = JSON.parse(data);
  expect(Survey.parse(survey).title).toEqual({ en: `Safe & sound ${evil}`, th: 'ปลอดภัย' });
  expect(opening.language).toBe('en');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain('<title>Safe &amp; sound &lt;/script>');

  const thai = await app.request('/s/demo', { headers: { 'accept-language': 'vi, th-TH;q=0.9, en;q=0.1' } });
  expect(thai.headers.get('vary')).toContain('accept-language');
  expect(await thai.text()).toMatch(/"opening":\{"language":"th"/);
});

test('an address of no survey is the page too, which says so in the person’s language', async () => {
  const { app } = await office();
  const response = await app.request('/s/nowhere');
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('id="survey"');
});

test('what has its hash in its name may be kept for ever, in the best packing; the rest is asked for each time', async () => {
  const { app } = await office();
  const asset = await app.request('/assets/main-3f2a.js', { headers: { 'accept-encoding': 'gzip, br' } });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('br');
  expect(brotliDecompressSync(Buffer.from(await asset.arrayBuffer())).toString()).toBe(script);
  const worker = await app.request('/service-worker.js', { headers: { 'accept-encoding': 'br' } });
  expect(worker.headers.get('cache-control')).toBe('no-cache');
  expect(worker.headers.get('content-encoding')).toBeNull();
  expect((await app.request('/index.html')).headers.get('etag')).toBeTruthy();
});

test.each([
  '/.vite/manifest.json',
  '/../package.json',
  '/%2e%2e/package.json',
  '/assets/none.js',
  '/assets/main-3f2a.js.br',
])('%s is not there', async (path) => {
  const { app } = await office();
  expect((await app.request(path)).status).toBe(404);
});

test('every page carries the policy: nothing from elsewhere, no script in the page, no frame around it', async () => {
  const { app } = await office();
  for (const path of ['/', '/index.html', '/s/demo', '/s/nowhere']) {
    const { headers } = await app.request(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toMatch(/style-src 'self' 'sha256-[\w+/=]+'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('geolocation=(self)');
    expect(headers.get('strict-transport-security')).toBeNull();
  }
});

test('only the preview of a questionnaire stands in a frame, and only in ours', async () => {
  const { app } = await office();
  const policyOf = async (path: string) => (await app.request(path)).headers.get('content-security-policy');
  expect(await policyOf('/coordinator/preview/x')).toContain("frame-ancestors 'self'");
  for (const path of ['/coordinator', '/coordinator/questionnaires', '/s/demo'])
    expect(await policyOf(path)).toContain("frame-ancestors 'none'");
});

test('data is no page and cannot be taken for one, in few bytes', async () => {
  const { app } = await office();
  for (const path of ['/api/surveys/demo', '/api/nothing', '/health']) {
    const { headers } = await app.request(path);
    expect(headers.get('content-security-policy')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toBeNull();
  }
});

test('what a page only reads runs under the page’s policy and brings none along', async () => {
  const { app } = await office();
  const { headers } = await app.request('/assets/main-3f2a.js');
  expect(headers.get('content-security-policy')).toBeNull();
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('without a built client the endpoint still works', async () => {
  const { app } = await openOffice();
  expect((await app.request('/')).status).toBe(404);
  expect((await app.request('/api/surveys/demo')).status).toBe(200);
});
