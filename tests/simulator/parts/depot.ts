/**
 * Where the server keeps files in these worlds: the rules of the real one (src/server/media, which is tested with its own disk
 * in tests/server), in memory and at once, since a disk's threads would decide what comes first. What has arrived stays when
 * the server dies, but for the end of what it was just writing.
 */
import { createHash } from 'node:crypto';
import type { Keyring } from '../../../src/server/keys.ts';
import { toProblem } from '../../../src/server/problem.ts';
import {
  type MediaReceipt,
  type ProblemCode,
  type Submission,
  uploadNameOf,
} from '../../../src/submission/index.ts';
import type { Arriving } from './arriving.ts';
import type { Chance } from './chance.ts';
import type { Ledger } from './ledger.ts';

interface Upload {
  readonly submission: string;
  readonly hash: string;
  readonly size: number;
  bytes: Uint8Array;
}

export interface Depot {
  /** The reply to a request about files; nothing where it is about something else, or where its connection was cut. */
  answer(request: Arriving, keys: Keyring): Response | 'not about files' | undefined;
  /** The server dies now: of what was just arriving only a part stays. */
  dies(request: Arriving): void;
  /** Whether a file is here for this submission. */
  has(submission: string, hash: string): boolean;
  /** The files of a withdrawn submission go. */
  erase(submission: string): void;
  readonly files: ReadonlyMap<string, Omit<MediaReceipt, 'signature'>>;
}

const tus = { 'tus-resumable': '1.0.0' };
const plain = (status: number, headers: Record<string, string>) =>
  new Response(null, { status, headers: { ...tus, ...headers } });

/** `bodiesOf`: the texts of a submission that are committed. */
export function openDepot(
  bodiesOf: (id: string) => string[],
  chance: Chance,
  { accuse, erased }: Ledger,
): Depot {
  const uploads = new Map<string, Upload>();
  const files = new Map<string, Omit<MediaReceipt, 'signature'>>();
  const keyOf = (submission: string, hash: string) => `${submission} ${hash}`;
  const refuse = (code: ProblemCode) => {
    const problem = toProblem({ code });
    return Response.json(problem, {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    });
  };
  const listedBy = (id: string) =>
    bodiesOf(id).flatMap((body) => (body ? ((JSON.parse(body) as Submission).media ?? []) : [])); // none once it is withdrawn

  function begin({ headers }: Arriving): Response {
    const said = new Map(
      String(headers['upload-metadata'])
        .split(',')
        .map((pair) => pair.split(' '))
        .map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString()]),
    );
    const [submission = '', hash = ''] = [said.get('submission'), said.get('hash')];
    const size = Number(headers['upload-length']);
    if (bodiesOf(submission).length === 0) accuse(`a file of ${submission} came before its answers`);
    if (!listedBy(submission).some((file) => file.hash === hash && file.size === size))
      return refuse('media-unlisted');
    const path = `/api/media/${uploadNameOf(submission, hash)}`;
    if (!uploads.has(path)) uploads.set(path, { submission, hash, size, bytes: new Uint8Array() });
    return plain(201, { location: path });
  }

  function write(upload: Upload, { headers, body = new Uint8Array(), cut }: Arriving): Response {
    const { submission, hash, size } = upload;
    if (files.has(keyOf(submission, hash))) return plain(204, { 'upload-offset': String(size) });
    if (Number(headers['upload-offset']) !== upload.bytes.length) return refuse('upload-elsewhere');
    upload.bytes = Buffer.concat([upload.bytes, cut === undefined ? body : body.subarray(0, cut)]);
    if (!listedBy(submission).some((file) => file.hash === hash)) return refuse('media-unlisted');
    if (upload.bytes.length >= size && !settle(upload)) return refuse('media-changed');
    return plain(204, { 'upload-offset': String(upload.bytes.length) });
  }

  function settle(upload: Upload): boolean {
    const { submission, hash, size, bytes } = upload;
    if (createHash('sha256').update(bytes).digest('hex') !== hash) {
      upload.bytes = new Uint8Array();
      return false;
    }
    const receivedAt = '2026-11-23';
    if (erased.has(submission)) accuse(`a file of ${submission} is taken in after it was taken back`);
    files.set(keyOf(submission, hash), { submission, hash, size, receivedAt, key: '' });
    return true;
  }

  function standing(submission: string, keys: Keyring): Response {
    const [{ id: key }] = keys.publicKeys;
    const receipts = [...files.values()]
      .filter((file) => file.submission === submission)
      .map((file) => keys.signMedia({ ...file, key }));
    const here = new Set(receipts.map(({ hash }) => hash));
    const missing = listedBy(submission).map(({ hash }) => hash);
    return Response.json({ receipts, missing: missing.filter((hash) => !here.has(hash)) });
  }

  function answer(request: Arriving, keys: Keyring): Response | 'not about files' | undefined {
    const { method, path } = request;
    const [, asked] = path.match(/^\/api\/submissions\/([^/]+)\/media$/) ?? [];
    if (asked !== undefined) return bodiesOf(asked).length > 0 ? standing(asked, keys) : refuse('not-found');
    if (!path.startsWith('/api/media')) return 'not about files';
    if (method === 'POST') return begin(request);
    const upload = uploads.get(path);
    if (!upload) return refuse('not-found');
    if (method === 'PATCH') return write(upload, request);
    const offset = files.has(keyOf(upload.submission, upload.hash)) ? upload.size : upload.bytes.length;
    return plain(200, { 'upload-offset': String(offset), 'upload-length': String(upload.size) });
  }

  return {
    files,
    has: (submission, hash) => files.has(keyOf(submission, hash)),
    erase(submission) {
      for (const [key, file] of files) if (file.submission === submission) files.delete(key);
      for (const [path, upload] of uploads) if (upload.submission === submission) uploads.delete(path);
    },
    answer(request, keys) {
      const said = answer(request, keys);
      return request.cut === undefined || said === 'not about files' ? said : undefined;
    },
    dies({ method, path, headers, body = new Uint8Array() }) {
      const upload = method === 'PATCH' ? uploads.get(path) : undefined;
      if (upload && Number(headers['upload-offset']) === upload.bytes.length)
        write(upload, { method, path, headers, body, cut: chance.between(0, body.length) });
    },
  };
}
