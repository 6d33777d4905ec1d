/** Exports as files: asked for, watched, and fetched, from where a connection broke. */
import { createReadStream } from 'node:fs';
import { type Context, Hono } from 'hono';
import { type ExportFile, type ExportJob, ExportWish } from '../../submission/index.ts';
import { readBody } from '../body.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Exports } from '../exports/index.ts';
import { bytesOf } from '../media/index.ts';
import { toZip } from '../media/zip.ts';
import { refuse } from '../problem.ts';
import { readJson } from '../submission.ts';
import type { SignedIn } from './session.ts';

const fresh = { 'cache-control': 'no-store' };
const json = { type: 'application/json', most: 4096 };

export const exportsOf = (exports: Exports, catalogue: Catalogue) =>
  new Hono<SignedIn>()
    .get('/surveys/:id/exports', async (c) =>
      c.json({ exports: await exports.list(c.req.param('id')) }, 200, fresh),
    )
    .post('/surveys/:id/exports', async (c) => {
      const sent = await readBody(c, json);
      if (!(sent instanceof Uint8Array)) return refuse(c, sent);
      const wish = ExportWish.safeParse(readJson(sent));
      if (!wish.success) return refuse(c, { code: 'submission-malformed' });
      const survey = await catalogue.survey(c.req.param('id'));
      if (!survey) return refuse(c, { code: 'survey-unknown' });
      const { language } = wish.data;
      if (language !== undefined && !survey.languages.includes(language))
        return refuse(c, { code: 'submission-malformed' });
      const job = await exports.begin(survey.id, wish.data, c.var.coordinator);
      return job ? c.json(job, 200, fresh) : refuse(c, { code: 'too-many-tries' }, { 'retry-after': '60' });
    })
    .get('/surveys/:id/exports/:export', async (c) => {
      const job = await jobIn(c, exports);
      return job ? c.json(job, 200, fresh) : refuse(c, { code: 'not-found' });
    })
    .delete('/surveys/:id/exports/:export', async (c) => {
      const job = await jobIn(c, exports);
      if (!job) return refuse(c, { code: 'not-found' });
      if (!(await exports.remove(job))) return refuse(c, { code: 'not-possible' });
      return c.body(null, 204, fresh);
    })
    .get('/surveys/:id/exports/:export/all', async (c) => {
      const job = await jobIn(c, exports);
      if (job?.state !== 'ready') return refuse(c, { code: 'not-found' });
      const entries = job.files.map(({ name, size }) => ({
        name,
        size,
        read: () => bytesOf(exports.pathOf(job, name) ?? ''),
      }));
      return c.body(ReadableStream.from(toZip(entries)), 200, {
        ...fresh,
        'content-type': 'application/zip',
        'content-disposition': attachment(`${job.survey}.zip`),
      });
    })
    .get('/surveys/:id/exports/:export/files/:name', async (c) => {
      const job = await jobIn(c, exports);
      const name = c.req.param('name');
      const file = job?.files.find((each) => each.name === name);
      const path = job && file && exports.pathOf(job, name);
      return file && path ? giveFile(c, file, path) : refuse(c, { code: 'not-found' });
    });

const jobIn = (c: Context, exports: Exports): Promise<ExportJob | null> =>
  exports.find(c.req.param('id') ?? '', c.req.param('export') ?? '');

/** A file, or the piece of it that is asked for (RFC 9110 §14): one range, of the same file as before. */
function giveFile(c: Context, { name, size, sha256 }: ExportFile, path: string): Response {
  const etag = `"${sha256}"`;
  const headers = {
    ...fresh,
    etag,
    'accept-ranges': 'bytes',
    'content-type': typeOf(name),
    'content-disposition': attachment(name),
  };
  const sameFile = (c.req.header('if-range') ?? etag) === etag;
  const range = sameFile ? rangeOf(c.req.header('range'), size) : null;
  if (range === 'beyond') return c.body(null, 416, { ...headers, 'content-range': `bytes */${size}` });
  const { from, to } = range ?? { from: 0, to: size - 1 };
  const body = ReadableStream.from<Uint8Array>(
    createReadStream(path, { start: from, end: Math.max(from, to) }),
  );
  return c.body(body, range ? 206 : 200, {
    ...headers,
    'content-length': String(to - from + 1),
    ...(range && { 'content-range': `bytes ${from}-${to}/${size}` }),
  });
}

/** What a range asks for; `null` where it asks for nothing that we know, and the whole is given. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from > to || from >= size ? 'beyond' : { from, to };
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  xml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};
const typeOf = (name: string): string =>
  types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
const attachment = (name: string): string => `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`;
