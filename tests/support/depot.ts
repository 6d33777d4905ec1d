/** A server for files on the other side of all weathers, as ours speaks: tus 1.0, and who has what. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MediaReceipt } from '../../src/submission/index.ts';
import type { Letter, Post } from '../../src/sync/index.ts';
import { type Office, office } from './office.ts';
import { type Server, server } from './weather.ts';

interface Arriving {
  readonly submission: string;
  readonly hash: string;
  readonly size: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Depot {
  readonly post: Post;
  /** The server for the answers. */
  readonly answers: Server;
  /** Requests, in their order: `HEAD /api/media/1`. */
  readonly asked: string[];
  /** Whole files that are there, by submission and hash. */
  readonly files: Map<string, MediaReceipt>;
  /** Bytes of files that came over the way, whether they were of use or not. */
  readonly carried: () => number;
  /** Forgets all uploads that are not whole. */
  expire(): void;
}

/** Takes in files whose submission is there, and says of each whole one that it is. */
export function depot(by: Office = office()): Depot {
  const answers = server(by);
  const uploads = new Map<string, Arriving>();
  const files = new Map<string, MediaReceipt>();
  const asked: string[] = [];
  let carried = 0;

  const tus = (status: number, headers: Record<string, string> = {}) =>
    new Response(null, { status, headers: { 'tus-resumable': '1.0.0', ...headers } });

  function begin({ headers }: Letter): Response {
    const said = Object.fromEntries(
      String(headers['upload-metadata'])
        .split(',')
        .map((pair) => pair.split(' '))
        .map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString()]),
    );
    const { submission = '', hash = '' } = said;
    if (!answers.kept.has(submission)) throw new Error('a file came before its answers');
    const path = `/api/media/${uploads.size + 1}`;
    uploads.set(path, { submission, hash, size: Number(headers['upload-length']), bytes: new Uint8Array() });
    return tus(201, { location: `https://example.org${path}` });
  }

  function goOn(upload: Arriving, { headers, body }: Letter): Response {
    if (Number(headers['upload-offset']) !== upload.bytes.length) return tus(409);
    const more = body as Uint8Array<ArrayBuffer>;
    carried += more.length;
    const grown = new Uint8Array(upload.bytes.length + more.length);
    grown.set(upload.bytes);
    grown.set(more, upload.bytes.length);
    upload.bytes = grown;
    if (upload.bytes.length === upload.size) settle(upload);
    return tus(204, { 'upload-offset': String(upload.bytes.length) });
  }

  function settle({ submission, hash, bytes, size }: Arriving): void {
    if (bytesToHex(sha256(bytes)) !== hash) return;
    files.set(`${submission} ${hash}`, by.mediaReceiptFor({ submission, hash, size }));
  }

  return {
    answers,
    asked,
    files,
    carried: () => carried,
    expire: () => uploads.clear(),
    async post(letter) {
      const { method, path } = letter;
      asked.push(`${method} ${path}`);
      if (path === '/api/media') return begin(letter);
      if (path.startsWith('/api/media/')) {
        const upload = uploads.get(path);
        if (!upload) return tus(404);
        const told = { 'upload-offset': String(upload.bytes.length), 'upload-length': String(upload.size) };
        return method === 'HEAD' ? tus(200, told) : goOn(upload, letter);
      }
      const [, of] = path.match(/^\/api\/submissions\/(.+)\/media$/) ?? [];
      if (!of) return answers.post(letter);
      const receipts = [...files.values()].filter(({ submission }) => submission === of);
      return Response.json({ receipts, missing: [] });
    },
  };
}
